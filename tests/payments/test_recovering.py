"""Money that has to come back: opened, announced, kept back from the next payment or repaid, or waived by two."""

from datetime import timedelta
from decimal import Decimal

import pytest

from claims.actions import originals
from claims.actions.paying import record_payment
from claims.enums import CallOutcome, PaymentState
from claims.models import Claim, OriginalsCall
from lifecycle import ActionRefused, clock
from notifications.models import Message
from payments.actions import recovering, settling, statements
from payments.actions.standing import refresh
from payments.enums import RecoveryState
from payments.models import Payment, Recovery
from payments.recoveries import outstanding
from payments.tasks import read_statement
from programs.rules import local_day
from tests.factories import payments as made
from tests.payments.files import Line, camt

D = Decimal


@pytest.fixture
def paid(people):
    """1,200 were paid for a claim."""
    payment = made.sent(people, 1200, title="Earlier")
    confirm(payment)
    return payment.items.get().claim


def confirm(payment):
    with settling.held(payment.pk) as one:
        one.require("confirm", None)
        settling.paid(one, clock.now().date(), "NTRF1")


def opened(people, paid, amount="300"):
    return recovering.open_recovery(paid.pk, D(amount), "The invoice was paid twice.", user=people.paula)


def announced(people, paid, amount="300"):
    found = opened(people, paid, amount)
    recovering.announce(found.pk, user=people.pia)
    return now(found)


def now(recovery):
    return Recovery.objects.get(pk=recovery.pk)


def mails(kind):
    return sorted(Message.objects.filter(kind=kind).values_list("address", flat=True))


def past_notice():
    """The days of the notice are over."""
    Recovery.objects.update(offset_from=clock.now() - timedelta(minutes=1))


def today(people):
    return local_day(clock.now(), people.program.zone)


def test_never_more_than_was_paid_and_not_asked_back(people, paid):
    opened(people, paid, "1000")
    for amount in ("200.01", "0"):
        with pytest.raises(ActionRefused) as refused:
            opened(people, paid, amount)
        assert "amount" in refused.value.fields
    opened(people, paid, "200")
    with pytest.raises(ActionRefused, match="not asked back already"):
        opened(people, paid, "1")


def test_of_an_unpaid_claim_nothing_comes_back(people):
    claim = made.payable(people, 1200)
    with pytest.raises(ActionRefused, match="Nothing was paid"):
        opened(people, claim, "1")


def test_it_is_announced_before_anything_is_kept_back(people, paid):
    found = opened(people, paid)
    assert mails("recovery_announced") == []
    recovering.announce(found.pk, user=people.pia)
    assert mails("recovery_announced") == ["anna@example.com"]
    made.payable(people, 1000)
    (batch,) = made.batches(people)
    assert batch.payments.get().offset == 0


def test_after_its_days_it_is_kept_back_and_settled_once_that_is_booked(people, paid):
    found = announced(people, paid)
    past_notice()
    made.payable(people, 1000)
    (batch,) = made.batches(people)
    payment = batch.payments.get()
    assert (payment.claims_total, payment.offset, payment.amount) == (1000, 300, 700)
    made.mark_sent(people, batch)
    assert (outstanding(found), now(found).state) == (0, RecoveryState.ANNOUNCED)
    confirm(payment)
    assert now(found).state == RecoveryState.SETTLED
    assert mails("recovery_settled") == ["anna@example.com"]


def test_what_a_failed_payment_kept_back_is_owed_again(people, paid):
    found = announced(people, paid)
    past_notice()
    made.payable(people, 1000)
    (batch,) = made.batches(people)
    made.mark_sent(people, batch)
    payment = batch.payments.get()
    content = camt(
        Line("700.00", payment.reference, bank="1"),
        Line("700.00", payment.reference, incoming=True, code="AC04", bank="2"),
    )
    statement = statements.receive(content, "s.xml", "en", user=people.pia)
    read_statement.body(at=clock.now(), statement=statement.pk)
    assert Payment.objects.get(pk=payment.pk).stage == "RETURNED"
    assert (outstanding(found), now(found).state) == (300, RecoveryState.ANNOUNCED)


def test_a_recovery_that_takes_all_of_a_payment_is_settled_without_the_bank(people, paid):
    found = announced(people, paid, "1200")
    past_notice()
    made.payable(people, 500)
    (batch,) = made.batches(people)
    made.mark_sent(people, batch)
    payment = batch.payments.get()
    assert (payment.amount, payment.stage, outstanding(found)) == (0, "PAID", 700)


def test_it_is_repaid_in_parts(people, paid):
    found = announced(people, paid)
    recovering.note_repayment(found.pk, D(100), today(people), "IN-1", user=people.pia)
    assert (outstanding(found), now(found).state) == (200, RecoveryState.ANNOUNCED)
    for amount, day, reference, field in (
        (D("200.01"), today(people), "IN-2", "amount"),
        (D(100), today(people) + timedelta(days=1), "IN-2", "received_on"),
        (D(100), today(people), "IN-1", "reference"),
    ):
        with pytest.raises(ActionRefused) as refused:
            recovering.note_repayment(found.pk, amount, day, reference, user=people.pia)
        assert field in refused.value.fields
    recovering.note_repayment(found.pk, D(200), today(people), "IN-2", user=people.pavel)
    assert (outstanding(found), now(found).state) == (0, RecoveryState.SETTLED)


def test_money_in_a_statement_repays_it(people, paid):
    found = announced(people, paid)
    content = camt(Line("300.00", "", incoming=True, text="Rueckzahlung", bank="IN-7"))
    statement = statements.receive(content, "s.xml", "en", user=people.pia)
    read_statement.body(at=clock.now(), statement=statement.pk)
    entry = statement.entries.get()
    statements.tie_to_recovery(entry.pk, found, "The partner wrote so.", user=people.pia)
    assert now(found).state == RecoveryState.SETTLED
    assert found.repayments.get().reference == "IN-7"


def test_two_people_waive_it(people, paid):
    found = announced(people, paid)
    with pytest.raises(ActionRefused, match="Nothing is proposed"):
        recovering.waive(found.pk, user=people.pia)
    recovering.propose_waiver(found.pk, "It was our mistake.", user=people.pia)
    with pytest.raises(ActionRefused, match="somebody else agrees"):
        recovering.waive(found.pk, user=people.pia)
    recovering.waive(found.pk, user=people.paula)
    waived = now(found)
    assert (waived.state, waived.waived_by, waived.waived_because) == (
        RecoveryState.WAIVED,
        people.paula,
        "It was our mistake.",
    )
    assert mails("recovery_settled") == ["anna@example.com"]


def test_a_repayment_meanwhile_ends_the_proposal(people, paid):
    found = announced(people, paid)
    recovering.propose_waiver(found.pk, "It was our mistake.", user=people.pia)
    recovering.note_repayment(found.pk, D(100), today(people), "IN-1", user=people.pia)
    with pytest.raises(ActionRefused, match="Nothing is proposed"):
        recovering.waive(found.pk, user=people.paula)


@pytest.fixture
def called(people, paid):
    """Originals of the paid claim were called for, and nobody answered in time."""
    call = originals.call(paid.pk, "The invoice, on paper.", user=people.rita)
    OriginalsCall.objects.filter(pk=call.pk).update(recovery_due_at=clock.now())
    return call


def test_it_begins_by_itself_where_originals_of_a_paid_claim_were_not_shown(people, paid, called):
    for _again in range(2):
        recovering.open_for_originals(clock.now())
    found = Recovery.objects.get()
    assert (found.claim, found.call, found.amount, found.opened_by) == (paid, called, 1200, None)
    assert found.state == RecoveryState.OPEN


def test_originals_that_came_late_end_it(people, paid, called):
    recovering.open_for_originals(clock.now())
    OriginalsCall.objects.filter(pk=called.pk).update(
        outcome=CallOutcome.ACCEPTED, closed_at=clock.now(), closed_by=people.rita, recovery_due_at=None
    )
    for _again in range(2):
        recovering.call_off_answered(clock.now())
    assert (Recovery.objects.get().state, Recovery.objects.get().waived_by) == (
        RecoveryState.WAIVED,
        people.rita,
    )


def test_an_unpaid_claim_is_on_hold_instead(people):
    claim = made.payable(people, 1200)
    call = originals.call(claim.pk, "The invoice, on paper.", user=people.rita)
    OriginalsCall.objects.filter(pk=call.pk).update(recovery_due_at=clock.now())
    recovering.open_for_originals(clock.now())
    refresh(people.partner, people.program)
    assert not Recovery.objects.exists()
    found = Claim.objects.get(pk=claim.pk)
    assert (found.payment_state, found.payment_hold) == (PaymentState.ON_HOLD, "RECOVERY")


@pytest.mark.parametrize("who", ["anna", "rita", "arno", "axel", "stranger"])
def test_payers_and_managers_alone_act(people, paid, who):
    found, person = announced(people, paid), getattr(people, who)
    for act in (
        lambda: opened_by(person, paid),
        lambda: recovering.announce(found.pk, user=person),
        lambda: recovering.note_repayment(found.pk, D(1), today(people), "X", user=person),
        lambda: recovering.propose_waiver(found.pk, "Hm.", user=person),
    ):
        with pytest.raises(ActionRefused) as refused:
            act()
        assert refused.value.verdict.forbidden


def opened_by(person, claim):
    return recovering.open_recovery(claim.pk, D(1), "Hm.", user=person)


def test_a_claim_paid_in_part_gives_back_what_was_paid(people):
    claim = made.payable(people, 1200)
    record_payment(claim.pk, PaymentState.PAID, actor=None, paid=D("700"))
    with pytest.raises(ActionRefused):
        opened(people, claim, "700.01")
    assert opened(people, claim, "700").amount == 700
