"""R19: silence counts only after the mail was taken by the customer's server; a bounce or the wrong person stops it."""

from datetime import timedelta

import pytest

from associations.actions import customers, reviewing, ticking
from associations.consent import consent_of
from associations.enums import Answer
from associations.models import Association
from lifecycle import ActionRefused, clock
from notifications.enums import MessageState
from notifications.models import Message
from tests.factories import associations as make

A_WEEK = timedelta(days=8)


def standing(association: Association) -> str:
    return consent_of(Association.objects.for_page().get(pk=association.pk), clock.now()).standing


def link_of(association: Association):
    return association.links.get(replaced_at=None)


def test_a_mail_on_its_way_starts_no_clock(people):
    sent = make.submitted(people)
    with clock.shifted(timedelta(days=60)):
        assert standing(sent) == "on its way"


def test_silence_counts_after_seven_days(people):
    sent = make.submitted(people)
    make.mail_taken(sent)
    assert standing(sent) == "waiting"
    with clock.shifted(timedelta(days=6)):
        assert standing(sent) == "waiting"
    with clock.shifted(A_WEEK):
        assert standing(sent) == "silent"


@pytest.mark.parametrize("state", [MessageState.FAILED, MessageState.WITHHELD])
def test_a_mail_that_cannot_be_delivered_starts_no_clock(people, state):
    sent = make.submitted(people)
    Message.objects.filter(pk=link_of(sent).message_id).update(state=state)
    with clock.shifted(A_WEEK):
        assert standing(sent) == "returned"


def test_a_mail_that_came_back_stops_the_clock(people):
    sent = make.submitted(people)
    make.mail_taken(sent)
    customers.report_return(sent.pk, user=people.rita)
    with clock.shifted(A_WEEK):
        assert standing(sent) == "returned"


def test_the_wrong_person_stops_it_and_the_right_one_starts_it_anew(people):
    sent = make.submitted(people)
    customers.answer(make.mail_taken(sent), Answer.NOT_ME, "", "de")
    with clock.shifted(A_WEEK):
        assert standing(sent) == "not me"
        customers.correct_contact(sent.pk, {"contact_email": "ole@petersen.example"}, user=people.ben)
        assert standing(sent) == "on its way"
        make.mail_taken(sent)
        assert standing(sent) == "waiting"
    with clock.shifted(A_WEEK * 2):
        assert standing(sent) == "silent"


def test_nothing_is_approved_without_the_customer(people):
    taken = make.under_review(people)
    with pytest.raises(ActionRefused, match="has not answered yet"):
        reviewing.approve(taken.pk, user=people.rita)


def test_accepted_proof_is_approved_when_the_days_of_silence_are_over(people):
    taken = make.under_review(people)
    reviewing.clear(taken.pk, user=people.rita)
    assert ticking.complete_silent(clock.now()) == 0
    with clock.shifted(A_WEEK):
        assert ticking.complete_silent(clock.now()) == 1
    taken.refresh_from_db()
    assert (taken.state, taken.decided_by) == ("APPROVED", None)
    assert [item.active for item in taken.items.all()] == [True]


def test_a_confirmation_completes_accepted_proof_at_once(people):
    taken = make.under_review(people)
    reviewing.clear(taken.pk, user=people.rita)
    customers.answer(link_of(taken), Answer.CONFIRM, "", "de")
    taken.refresh_from_db()
    assert taken.state == "APPROVED"


def test_a_refusal_rejects_what_is_open(people):
    taken = make.under_review(people)
    customers.answer(link_of(taken), Answer.DECLINE, "We do not know them.", "de")
    taken.refresh_from_db()
    assert (taken.state, taken.reason, taken.reason_words) == (
        "REJECTED",
        "CUSTOMER_DECLINED",
        "We do not know them.",
    )


def test_a_customer_may_object_at_any_time(people):
    approved = make.approved(people)
    with clock.shifted(timedelta(days=300)):
        customers.answer(link_of(approved), Answer.DECLINE, "No longer.", "de")
    approved.refresh_from_db()
    assert (approved.state, approved.partner_label) == ("REJECTED_FINAL", "Ended")
    assert not approved.items.filter(active=True).exists()


def test_after_the_end_there_is_nothing_to_answer(people):
    approved = make.approved(people)
    customers.answer(link_of(approved), Answer.DECLINE, "No longer.", "de")
    with pytest.raises(ActionRefused, match="not in a state"):
        customers.answer(link_of(approved), Answer.CONFIRM, "", "de")
