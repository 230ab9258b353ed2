"""One file for the staff: what is known of it, and the legal hold of the program manager."""

import pytest
from django.urls import reverse

from documents.keeping import hold_on
from documents.models import Document, Hold
from history.actions import record_access
from lifecycle import clock
from tests.factories import claims as made

READERS = ("rita", "arno", "pia", "paula", "axel")


@pytest.fixture
def claim(people):
    return made.under_review(people)


@pytest.fixture
def file(claim):
    return claim.expenses.get().document


def at(name, claim, document):
    return reverse(name, args=[claim.public_id, document.public_id])


@pytest.mark.parametrize("name", READERS)
def test_staff_read_all_of_a_file(people, sign_in, text, claim, file, name):
    record_access(file, "document.read", actor=people.rita, at=clock.now(), reason="Complaint of 3 May")

    said = text(sign_in(getattr(people, name)).get(at("review_file", claim, file)))

    for words in (file.number, file.name, file.sha256, claim.number, "Complaint of 3 May", "Keep until"):
        assert words in said


def test_it_says_until_when_it_is_kept(people, sign_in, text, claim, file):
    file.refresh_from_db()
    said = text(sign_in(people.axel).get(at("review_file", claim, file)))
    assert f"{file.retain_until.day} {file.retain_until:%B %Y}" in said


def test_it_names_every_claim_that_uses_it(people, sign_in, text, claim, file):
    other = made.submitted(people)
    other.proofs.filter(document__isnull=False).update(document=file)

    said = text(sign_in(people.rita).get(at("review_file", claim, file)))

    assert claim.number in said
    assert other.number in said


def test_a_draft_of_the_partner_is_not_named(people, sign_in, text, claim, file):
    draft = made.draft(people, title="Secret plans")
    draft.proofs.filter(document__isnull=False).update(document=file)

    assert "Secret plans" not in text(sign_in(people.rita).get(at("review_file", claim, file)))


def test_a_file_of_another_claim_is_not_there(people, sign_in, claim):
    other = made.under_review(people).expenses.get().document
    assert sign_in(people.rita).get(at("review_file", claim, other)).status_code == 404
    assert sign_in(people.paula).post(at("review_hold", claim, other), {"reason": "x"}).status_code == 404


@pytest.mark.parametrize("name", ["rita", "arno", "pia", "axel"])
def test_only_managers_hold(people, sign_in, text, claim, file, name):
    client = sign_in(getattr(people, name))
    assert "Set a legal hold" not in text(client.get(at("review_file", claim, file)))
    assert client.get(at("review_hold", claim, file)).status_code == 403
    assert client.post(at("review_hold", claim, file), {"reason": "x", "act": "set"}).status_code == 403
    assert not Hold.objects.exists()


@pytest.mark.parametrize("name", ["stranger", "anna"])
def test_others_hold_nothing(people, sign_in, claim, file, name):
    client = sign_in(getattr(people, name))
    assert client.post(at("review_hold", claim, file), {"reason": "x", "act": "set"}).status_code == 404
    assert not Hold.objects.exists()


def test_a_manager_holds_and_lifts(people, sign_in, text, claim, file):
    client = sign_in(people.paula)
    answer = client.post(
        at("review_hold", claim, file), {"reason": "Lawsuit 7 O 12", "act": "set"}, follow=True
    )
    assert "Lawsuit 7 O 12" in text(answer)
    assert "Lift the legal hold" in text(client.get(at("review_hold", claim, file)))
    answer = client.post(at("review_hold", claim, file), {"reason": "Settled", "act": "lift"}, follow=True)
    assert "Legal hold lifted: Settled" in text(answer)
    assert hold_on(Document.objects.get(pk=file.pk)) is None


def test_a_hold_needs_a_reason_and_keeps_the_page(people, sign_in, text, claim, file):
    answer = sign_in(people.paula).post(at("review_hold", claim, file), {"reason": " ", "act": "set"})
    assert "Say why this file must be kept." in text(answer)
    assert not Hold.objects.exists()


def test_two_clicks_set_one_hold(people, sign_in, text, claim, file):
    client = sign_in(people.paula)
    client.post(at("review_hold", claim, file), {"reason": "first", "act": "set"})
    answer = client.post(at("review_hold", claim, file), {"reason": "second", "act": "set"})
    assert answer.status_code == 409
    assert "There is a legal hold on this file already." in text(answer)
    assert "second" in text(answer)
    assert Hold.objects.get().reason == "first"


def test_the_page_asks_as_often_for_many_uses_as_for_few(
    people, sign_in, claim, file, django_assert_max_num_queries
):
    for number in range(6):
        record_access(file, "document.read", actor=people.rita, at=clock.now())
        other = made.submitted(people, title=f"Other {number}")
        other.proofs.filter(document__isnull=False).update(document=file)
    client = sign_in(people.rita)
    with django_assert_max_num_queries(40):
        client.get(at("review_file", claim, file))
