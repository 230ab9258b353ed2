"""The staff's pages: queue, bench and what is done there."""

import pytest
from django.test import Client
from django.urls import reverse

from associations.actions import customers
from associations.enums import Answer
from associations.models import Association
from review.models import Note, Request
from tests.associations.test_rivals import rival_of
from tests.factories import associations as make


@pytest.fixture
def rita(people) -> Client:
    client = Client()
    client.force_login(people.rita)
    return client


def send(client: Client, name: str, association: Association, **fields: object):
    return client.post(reverse(name, args=[association.public_id]), fields)


def page(client: Client, name: str, association: Association) -> str:
    return client.get(reverse(name, args=[association.public_id])).content.decode()


def test_take_next_opens_the_most_urgent_one(rita, people):
    sent = make.submitted(people)
    assert sent.number in rita.get(reverse("association_queue")).content.decode()
    response = rita.post(reverse("association_next"))
    assert response.url == reverse("association_review", args=[sent.public_id])
    sent.refresh_from_db()
    assert (sent.state, sent.taken_by) == ("UNDER_REVIEW", people.rita)
    assert rita.post(reverse("association_next")).url == response.url


def test_the_bench_shows_what_decides(rita, people):
    taken = make.under_review(people)
    text = page(rita, "association_review", taken)
    for words in ("We introduce Teams", "Karin Petersen", "has not answered yet", "Accept the proof"):
        assert words in text
    assert 'action="' + reverse("association_approve", args=[taken.public_id]) not in text


def test_ask_for_more_with_reasons(rita, people):
    from programs.enums import ReasonKind
    from tests.factories.programs import ReasonFactory

    reason = ReasonFactory(kind=ReasonKind.PROOF)
    taken = make.under_review(people)
    assert "Choose what is asked for" in send(rita, "association_request", taken).content.decode()
    send(rita, "association_request", taken, reasons=[reason.code], words="Page 2 is missing.")
    asked = Request.objects.about(taken).get()
    assert (asked.words, asked.items.get().reason) == ("Page 2 is missing.", reason)


def test_approve_after_the_customer_confirmed(rita, people):
    taken = make.under_review(people)
    customers.answer(taken.links.get(replaced_at=None), Answer.CONFIRM, "", "de")
    send(rita, "association_approve", taken)
    taken.refresh_from_db()
    assert (taken.state, taken.decided_by) == ("APPROVED", people.rita)


def test_reject_with_a_reason_of_the_list(rita, people):
    taken = make.under_review(people)
    assert "CUSTOMER_DECLINED" not in page(rita, "association_reject", taken)
    send(rita, "association_reject", taken, reason="MISSING_PRODUCTS", words="Name Teams.")
    taken.refresh_from_db()
    assert (taken.state, taken.reason) == ("REJECTED", "MISSING_PRODUCTS")


def test_rivals_stand_side_by_side_newest_first(rita, people):
    first, second = make.under_review(people), rival_of(people)
    for one in (first, second):
        customers.answer(one.links.get(replaced_at=None), Answer.CONFIRM, "", "de")
    text = page(rita, "association_compare", first)
    assert text.index(second.number) < text.index("This one")
    send(rita, "association_compare", second, words="More recent.")
    first.refresh_from_db()
    assert first.reason == "OTHER_PARTNER"


def test_notes_stay_in_the_house(rita, people):
    taken = make.under_review(people)
    send(rita, "association_note", taken, words="Looks odd.")
    assert Note.objects.about(taken).get().words == "Looks odd."
    anna = Client()
    anna.force_login(people.anna)
    assert "Looks odd." not in page(anna, "association", taken)
    send(rita, "association_write", taken, words="Please wait.")
    assert "Please wait." in page(anna, "association", taken)


def test_partners_and_strangers_find_no_queue(people):
    for user, status in ((people.anna, 404), (people.stranger, 404), (people.axel, 200), (people.paula, 200)):
        client = Client()
        client.force_login(user)
        assert client.get(reverse("association_queue")).status_code == status


def test_an_auditor_reads_and_does_nothing(people):
    taken, axel = make.under_review(people), Client()
    axel.force_login(people.axel)
    assert "Take for review" not in page(axel, "association_review", taken)
    assert send(axel, "association_clear", taken).status_code == 403
