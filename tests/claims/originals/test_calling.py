"""A reviewer calls for originals within 24 months, the partner answers, a reviewer closes; the claim stays (R16)."""

from datetime import timedelta

import pytest

from claims.actions import originals, submitting
from claims.enums import CallOutcome
from claims.models import Claim, OriginalsCall
from claims.retention import keep_until, needed, past_retention
from claims.workflow import verdict
from documents.enums import Kept, Problem, State
from documents.models import Document
from history.models import Event
from lifecycle import ActionRefused, clock
from notifications.models import Message
from programs.enums import VendorRole
from programs.rules import end_of_day, local_day
from review.clocks import answer_due
from tests.factories import claims as make
from tests.factories.documents import einvoice, stored

pytestmark = pytest.mark.django_db
OK, BAD = CallOutcome.ACCEPTED, CallOutcome.NOT_ACCEPTED


def codes(claim):
    return [event.code for event in Event.objects.about(claim)]


def upload(call, people, name="original.pdf"):
    return originals.add_file(call.claim_id, stored(einvoice(), name), user=people.ben)


def until_the_end(claim):
    """How far to shift the clock to the end of the last of the 24 months."""
    return end_of_day(keep_until(claim), claim.program.zone) - clock.now()


def test_the_partner_has_the_time_of_an_answer_and_gets_one_mail_each(called, decided, people):
    assert called.due_at == answer_due(decided.program, decided.partner.country, called.called_at)
    mails = Message.objects.filter(kind="originals_called")
    assert {mail.to for mail in mails} == {people.anna, people.ben}
    decided.refresh_from_db()
    assert decided.state == "APPROVED"
    assert codes(decided)[-1] == "claim.call"


def test_the_reviewer_may_give_more_time_never_less(decided, people):
    first = answer_due(decided.program, decided.partner.country, clock.now())
    day = local_day(first, decided.program.zone)
    with pytest.raises(ActionRefused, match="The partner has more time in any case"):
        originals.call(decided.pk, "All of them.", user=people.rita, day=day - timedelta(days=2))
    made = originals.call(decided.pk, "All of them.", user=people.rita, day=day + timedelta(days=9))
    assert made.due_at == end_of_day(day + timedelta(days=9), decided.program.zone)


def test_called_for_to_the_end_of_the_last_day_and_not_a_second_longer(decided, people):
    end = until_the_end(decided)
    with clock.shifted(end - timedelta(seconds=30)):
        assert verdict(decided, "call", people.rita, clock.now())
    with clock.shifted(end):
        answer = verdict(decided, "call", people.rita, clock.now())
    assert "could be called for until" in str(answer.reason)


def test_one_call_at_a_time(called, decided, people):
    with pytest.raises(ActionRefused, match="called for already"):
        originals.call(decided.pk, "More.", user=people.rita)
    originals.close(decided.pk, OK, "", user=people.rita)
    assert originals.call(decided.pk, "More.", user=people.rita)


def test_a_claim_that_can_be_taken_back_is_taken_first(submitted, people):
    with pytest.raises(ActionRefused, match="Take this claim first"):
        originals.call(submitted.pk, "All.", user=people.rita)


@pytest.mark.parametrize("state", [make.under_review, make.asked, make.recommended])
def test_called_for_while_the_claim_is_open(people, state):
    claim = state(people)
    originals.call(claim.pk, "All.", user=people.rita)
    assert Claim.objects.get(pk=claim.pk).state == claim.state


@pytest.mark.parametrize("who", ["arno", "pia", "paula", "axel", "anna", "stranger"])
def test_only_reviewers_call(decided, people, who):
    with pytest.raises(ActionRefused, match="Only these may do this: reviewer"):
        originals.call(decided.pk, "All.", user=getattr(people, who))


def test_answered_by_files_which_are_kept_like_all_others(called, decided, people):
    with pytest.raises(ActionRefused, match="Upload at least one file"):
        originals.answer_uploaded(decided.pk, "", user=people.ben)
    proof = upload(called, people)
    assert Document.objects.get(pk=proof.document_id).retain_until is None
    originals.answer_uploaded(decided.pk, "Scanned in colour.", user=people.ben)
    assert Document.objects.get(pk=proof.document_id).retain_until == keep_until(decided)
    answered = OriginalsCall.objects.get()
    assert (answered.answer, answered.answered_by, answered.answer_words) == (
        "UPLOADED",
        people.ben,
        "Scanned in colour.",
    )
    with pytest.raises(ActionRefused, match="answered already"):
        upload(called, people, "more.pdf")


def test_a_file_is_taken_out_again_before_it_is_sent_and_not_twice_in(called, decided, people):
    proof = upload(called, people)
    with pytest.raises(ActionRefused, match="This file is here already"):
        upload(called, people, "again.pdf")
    originals.remove_file(decided.pk, proof, user=people.ben)
    assert decided.proofs.filter(call=called).count() == 0
    assert upload(called, people)


def test_a_file_that_was_not_accepted_is_no_answer(called, decided, people):
    proof = upload(called, people)
    Document.objects.filter(pk=proof.document_id).update(
        state=State.REFUSED, refusal=Problem.PASSWORD, settled_at=clock.now()
    )
    with pytest.raises(ActionRefused, match="was not accepted"):
        originals.answer_uploaded(decided.pk, "", user=people.ben)


def test_a_file_of_the_answer_holds_up_no_decision(taken, people):
    """A decision stands on what was claimed."""
    call = originals.call(taken.pk, "All.", user=people.rita)
    upload(call, people)
    assert verdict(Claim.objects.get(pk=taken.pk), "decide", people.rita, clock.now())


def test_sent_on_a_day_that_has_been(called, decided, people):
    today = local_day(clock.now(), decided.program.zone)
    with pytest.raises(ActionRefused, match="lies in the future"):
        originals.answer_sent(decided.pk, today + timedelta(days=1), "", user=people.anna)
    originals.answer_sent(decided.pk, today, "Parcel 123", user=people.anna)
    assert OriginalsCall.objects.get().sent_on == today


def test_in_order_ends_it_and_the_partner_hears_of_it(called, decided, people):
    originals.answer_sent(decided.pk, decided.last_day, "", user=people.anna)
    originals.close(decided.pk, OK, "", user=people.rita)
    closed = OriginalsCall.objects.get()
    assert (closed.closed_by, closed.recovery_due_at) == (people.rita, None)
    assert Message.objects.filter(kind="originals_closed").count() == 2


def test_not_in_order_says_why_and_a_recovery_is_due(called, decided, people):
    with pytest.raises(ActionRefused, match="can still answer"):
        originals.close(decided.pk, BAD, "Nothing came.", user=people.rita)
    originals.answer_sent(decided.pk, decided.last_day, "", user=people.anna)
    with pytest.raises(ActionRefused, match="Say what is wrong"):
        originals.close(decided.pk, BAD, " ", user=people.rita)
    originals.close(decided.pk, BAD, "The stamp is missing.", user=people.rita)
    closed = OriginalsCall.objects.get()
    assert closed.recovery_due_at == closed.closed_at


def test_a_call_goes_on_where_the_claim_is_withdrawn(taken, people):
    originals.call(taken.pk, "All.", user=people.rita)
    submitting.withdraw(taken.pk, user=people.anna)
    originals.answer_sent(taken.pk, taken.last_day, "", user=people.anna)
    assert originals.close(taken.pk, OK, "", user=people.rita).outcome == OK


def test_an_open_call_outlasts_the_retention(decided, people):
    """R15: nothing is purged while somebody asks for it."""
    with clock.shifted(until_the_end(decided) - timedelta(hours=1)):
        call = originals.call(decided.pk, "All.", user=people.rita)
    with clock.shifted(until_the_end(decided) + timedelta(days=30)):
        assert list(past_retention(decided.program, people.paula, clock.now())) == []
        file = decided.expenses.get().document
        assert needed(people.paula, VendorRole.MANAGER)([file]) == {file.pk: Kept.REQUEST}
        originals.close(call.claim_id, BAD, "Nothing came.", user=people.rita)
        assert file in past_retention(decided.program, people.paula, clock.now())
