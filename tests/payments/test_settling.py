"""What becomes of a payment, by a statement or by hand: one outcome, to the cent, and in the history."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from claims.enums import PaymentHold, PaymentState
from claims.models import Claim
from claims.words import timeline
from funds.actions.ledger import fund_for
from funds.workflow import paid_for
from history.models import Event
from lifecycle import ActionRefused, clock
from notifications.models import Message
from payments.actions import settling
from payments.enums import Found, PaymentStage
from payments.models import Payment
from payments.statements.booking import Booking
from programs.rules import local_day
from tests.factories import payments as made
from tests.factories.payees import ELSEWHERE, proposed

D = Decimal
DAY = date(2026, 11, 26)


@pytest.fixture
def sent(people):
    return made.sent(people, 1200)


def booked(payment, *, incoming=False, code="", amount=None, words=""):
    return Booking(
        incoming,
        payment.amount if amount is None else D(amount),
        payment.currency,
        DAY,
        reference=payment.reference,
        bank_reference="NTRF77",
        fault_code=code,
        words=words,
    )


def now(payment):
    return Payment.objects.get(pk=payment.pk)


def claim_of(payment):
    return Claim.objects.get(payment_items__payment=payment)


def in_ledger(payment):
    claim = claim_of(payment)
    return paid_for(fund_for(claim.partner, claim.program, claim.period), claim)


def mails(kind):
    return sorted(Message.objects.filter(kind=kind).values_list("address", flat=True))


def said(payment):
    return [(one.code, str(one.actor or "")) for one in Event.objects.about(payment)]


def test_a_booking_in_full_confirms_it(people, sent):
    assert settling.by_bank(sent.pk, booked(sent)) == Found.PAID
    found = now(sent)
    assert (found.stage, found.booked_on, found.bank_reference) == ("PAID", DAY, "NTRF77")
    claim = claim_of(sent)
    assert (claim.payment_state, in_ledger(sent)) == (PaymentState.PAID, 1200)
    newest = timeline(Event.objects.about(claim), claim)[0].words
    assert newest == "Paid, €1,200.00, reference NTRF77" or "NTRF77" in newest
    # Ben is no incentives admin.
    assert mails("payment_paid") == ["anna@example.com"]


@pytest.mark.parametrize("amount", ["1199.99", "1200.01"])
def test_a_cent_that_differs_moves_nothing(people, sent, amount):
    before = said(sent)
    assert settling.by_bank(sent.pk, booked(sent, amount=amount)) == Found.AMOUNT_DIFFERS
    assert (now(sent).stage, in_ledger(sent), said(sent)) == ("SENT", 0, before)


def test_the_same_twice_is_the_wrong_moment(people, sent):
    settling.by_bank(sent.pk, booked(sent))
    assert settling.by_bank(sent.pk, booked(sent)) == Found.WRONG_MOMENT
    assert in_ledger(sent) == 1200


def test_what_failed_is_due_again_once_somebody_looked_at_the_account(people, sent):
    assert settling.by_bank(sent.pk, booked(sent, incoming=True, code="AC04")) == Found.FAILED
    found, claim = now(sent), claim_of(sent)
    assert (found.stage, found.fault_code) == ("FAILED", "AC04")
    assert (claim.payment_state, in_ledger(sent)) == (PaymentState.FAILED, 0)
    assert mails("payment_failed") == ["anna@example.com"]
    with pytest.raises(ActionRefused):
        made.batches(people)
    settling.clear(sent.pk, "The partner's bank confirmed the account on the phone.", user=people.pia)
    assert claim_of(sent).payment_state == PaymentState.READY
    (batch,) = made.batches(people)
    again = batch.payments.get()
    assert (again.amount, again.reference != sent.reference) == (1200, True)


def test_another_account_ends_the_hold_too(people, sent):
    settling.by_bank(sent.pk, booked(sent, incoming=True, code="AC01"))
    proposed(people.partner, people.anna, ELSEWHERE, days_ago=4)
    from payments.actions.standing import refresh

    refresh(people.partner, people.program)
    assert claim_of(sent).payment_state == PaymentState.READY


def test_what_was_paid_can_come_back_and_be_paid_again(people, sent):
    settling.by_bank(sent.pk, booked(sent))
    assert settling.by_bank(sent.pk, booked(sent, incoming=True, code="MD07")) == Found.RETURNED
    assert (now(sent).stage, in_ledger(sent)) == ("RETURNED", 0)
    assert claim_of(sent).payment_state == PaymentState.FAILED
    assert mails("payment_returned") == ["anna@example.com"]
    settling.clear(sent.pk, "The heirs gave the account anew.", user=people.pia)
    made.mark_sent(people, made.batches(people)[0])
    again = Payment.objects.exclude(pk=sent.pk).get()
    settling.by_bank(again.pk, booked(again))
    assert Claim.objects.get().payment_state == PaymentState.PAID
    assert in_ledger(again) == 1200


def test_a_failure_by_hand_needs_a_reason(people, sent):
    with pytest.raises(ActionRefused) as refused:
        settling.note_failure(sent.pk, " ", user=people.pia)
    assert "words" in refused.value.fields
    settling.note_failure(sent.pk, "The bank called: account closed.", user=people.pia)
    assert now(sent).fault_words == "The bank called: account closed."
    assert said(sent)[-1] == ("payments.note_failure", "Pia")


def test_two_people_clear_up_what_nobody_knows(people, sent):
    settling.lose_track(sent.pk, "Time-out after the file was handed over.", user=people.pia)
    assert (now(sent).stage, claim_of(sent).payment_state) == ("UNKNOWN", PaymentState.UNKNOWN)
    with pytest.raises(ActionRefused):
        made.batches(people)
    today = local_day(clock.now(), people.program.zone)
    facts = {"booked_on": today, "reference": "NTRF9", "user": people.pia}
    settling.propose_outcome(sent.pk, PaymentStage.PAID, "The bank confirmed it in writing.", **facts)
    with pytest.raises(ActionRefused, match="somebody else agrees"):
        settling.agree_outcome(sent.pk, user=people.pia)
    assert now(sent).stage == "UNKNOWN"
    settling.agree_outcome(sent.pk, user=people.pavel)
    found = now(sent)
    assert (found.stage, found.booked_on, found.bank_reference) == ("PAID", today, "NTRF9")
    assert in_ledger(sent) == 1200


def test_or_as_failed_and_then_it_is_due_again(people, sent):
    settling.lose_track(sent.pk, "Time-out.", user=people.pia)
    facts = {"booked_on": None, "reference": "", "user": people.pavel}
    settling.propose_outcome(sent.pk, PaymentStage.FAILED, "The bank never had it.", **facts)
    settling.agree_outcome(sent.pk, user=people.pia)
    assert (now(sent).stage, in_ledger(sent)) == ("FAILED", 0)


def test_a_statement_clears_it_up_too_and_ends_the_proposal(people, sent):
    settling.lose_track(sent.pk, "Time-out.", user=people.pia)
    facts = {"booked_on": None, "reference": "", "user": people.pavel}
    settling.propose_outcome(sent.pk, PaymentStage.FAILED, "The bank never had it.", **facts)
    assert settling.by_bank(sent.pk, booked(sent)) == Found.PAID
    with pytest.raises(ActionRefused, match="not in a state"):
        settling.agree_outcome(sent.pk, user=people.pia)
    assert in_ledger(sent) == 1200


def test_nothing_is_agreed_to_that_nobody_proposed(people, sent):
    settling.lose_track(sent.pk, "Time-out.", user=people.pia)
    with pytest.raises(ActionRefused, match="Nothing is proposed"):
        settling.agree_outcome(sent.pk, user=people.pavel)


@pytest.mark.parametrize("who", ["anna", "stranger", "rita", "arno", "paula", "axel"])
def test_payers_alone_say_what_became_of_it(people, sent, who):
    person = getattr(people, who)
    for act in (
        lambda: settling.note_failure(sent.pk, "Closed.", user=person),
        lambda: settling.lose_track(sent.pk, "Time-out.", user=person),
        lambda: settling.by_hand(sent.pk, booked(sent), user=person),
    ):
        with pytest.raises(ActionRefused) as refused:
            act()
        assert refused.value.verdict.forbidden
    assert now(sent).stage == "SENT"


def test_the_day_of_a_booking_does_not_lie_ahead(people, sent):
    settling.lose_track(sent.pk, "Time-out.", user=people.pia)
    ahead = local_day(clock.now(), people.program.zone) + timedelta(days=1)
    for day in (None, ahead):
        with pytest.raises(ActionRefused) as refused:
            settling.propose_outcome(
                sent.pk, PaymentStage.PAID, "Seen online.", user=people.pia, booked_on=day, reference="X"
            )
        assert "booked_on" in refused.value.fields


def test_one_failure_is_cleared_once(people, sent):
    settling.note_failure(sent.pk, "Closed.", user=people.pia)
    settling.clear(sent.pk, "Looked at.", user=people.pia)
    with pytest.raises(ActionRefused, match="cleared already"):
        settling.clear(sent.pk, "Looked at again.", user=people.pavel)
    assert claim_of(sent).payment_hold != PaymentHold.BANK_DATA
