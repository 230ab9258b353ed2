"""The customer's page: one question, three answers, no account; bad links say nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from associations.actions import customers, reviewing
from associations.links import secret_of
from associations.models import Association
from lifecycle import clock
from tests.factories import associations as make


def path_of(association: Association) -> str:
    return reverse("customer", args=[secret_of(association.links.get(replaced_at=None).public_id)])


@pytest.fixture
def karin(db) -> Client:
    return Client()


def test_the_first_sentence_says_what_happens_without_an_answer_and_when(karin, people):
    taken = make.under_review(people)
    reviewing.clear(taken.pk, user=people.rita)
    text = karin.get(path_of(taken) + "?lang=en").content.decode()
    assert "If you do nothing, Nordlicht Systemhaus GmbH becomes your partner of record on" in text
    assert "you can object later" in text
    assert (
        "Wenn Sie nichts" in karin.get(path_of(taken)).content.decode()
        or 'lang="de"' in karin.get(path_of(taken)).content.decode()
    )


@pytest.mark.parametrize(
    ("said", "state"), [("CONFIRM", "UNDER_REVIEW"), ("DECLINE", "REJECTED"), ("NOT_ME", "UNDER_REVIEW")]
)
def test_three_answers(karin, people, said, state):
    taken = make.under_review(people)
    response = karin.post(path_of(taken), {"answer": said, "words": "We work with others."})
    assert response.status_code == 302
    assert karin.get(response.url).status_code == 200
    taken.refresh_from_db()
    assert taken.state == state


def test_a_refusal_needs_its_reason_and_keeps_the_choice(karin, people):
    taken = make.under_review(people)
    text = karin.post(path_of(taken) + "?lang=en", {"answer": "DECLINE"}).content.decode()
    assert "Say why you decline." in text
    assert 'value="DECLINE"' in text
    assert not taken.answers.exists()


def test_a_choice_is_asked_for_in_words_of_its_own(karin, people):
    path = path_of(make.under_review(people)) + "?lang=en"
    assert "Choose one of the three answers." in karin.post(path, {"words": ""}).content.decode()


def test_a_second_answer_and_a_late_one_find_one_consistent_state(karin, people):
    taken = make.under_review(people)
    path = path_of(taken)
    karin.post(path, {"answer": "CONFIRM"})
    karin.post(path, {"answer": "DECLINE", "words": "A mistake."})
    with clock.shifted(timedelta(days=30)):
        response = karin.post(path + "?lang=en", {"answer": "CONFIRM"})
    assert response.status_code == 409
    assert "There is nothing to answer any more" in response.content.decode()
    taken.refresh_from_db()
    assert taken.state == "REJECTED"


def test_an_altered_link_is_a_plain_404(karin, people):
    path = path_of(make.under_review(people))
    assert karin.get(path[:-2] + "0/").status_code in {404, 200} - ({200} if path[-2] != "0" else set())
    assert karin.get(reverse("customer", args=["guessed"])).status_code == 404


def test_an_old_link_offers_a_fresh_one_to_the_same_address(karin, people):
    taken = make.under_review(people)
    old = path_of(taken)
    customers.send_again(taken.links.get(replaced_at=None))
    text = karin.get(old + "?lang=en").content.decode()
    assert "Send a fresh link" in text
    assert "Your answer" not in text
    assert "is on its way" in karin.post(f"{old}again/?lang=en").content.decode()
    assert taken.links.get(replaced_at=None).address == "karin@petersen.example"


def test_it_says_nothing_about_others(karin, people):
    from tests.associations.test_rivals import rival_of

    taken = make.under_review(people)
    rival = rival_of(people)
    text = karin.get(path_of(taken)).content.decode()
    assert rival.partner.legal_name not in text
    assert "Rita" not in text


def test_it_is_limited_and_never_kept(karin, people):
    path = path_of(make.under_review(people))
    response = karin.get(path)
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    for _n in range(20):
        karin.post(path, {"answer": "DECLINE"})
    assert karin.post(path, {"answer": "DECLINE"}).status_code == 429
