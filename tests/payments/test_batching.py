"""Batches: exactly what the payer saw, once, by two people, and never what they decided."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connection

from claims.actions import reversing
from claims.enums import PaymentState
from claims.models import Claim
from history.models import Event
from lifecycle import ActionRefused, clock
from notifications.models import Message
from payments.actions import batching, sending
from payments.days import can_pay_on, is_banking_day, last_batch_of_the_year, next_banking_day
from payments.enums import BatchState, InvoiceRule, Method, PaymentStage, RecoveryState
from payments.models import Batch, Payment, Recovery
from programs.enums import VendorRole
from programs.models import Program
from programs.rules import local_day
from tests.factories.accounts import MembershipFactory
from tests.factories.payments import batches, mark_sent, payable, planned, prepared, sent, terms
from tests.factories.people import everybody
from tests.factories.programs import ProgramRoleFactory

D = Decimal


@pytest.mark.django_db
def test_a_batch_pays_what_is_ready(people):
    first, second = payable(people, 1200), payable(people, 800)
    (batch,) = batches(people)
    payment = batch.payments.get()
    assert (batch.method, batch.state) == (Method.SEPA, BatchState.MADE)
    assert (payment.amount, payment.reference) == (2000, f"{batch.number}-001")
    for claim in (first, second):
        claim.refresh_from_db()
        assert claim.payment_state == PaymentState.PREPARED


@pytest.mark.django_db
def test_sent_by_a_second_payer_on_a_day(people):
    payment = prepared(people)
    today = local_day(clock.now(), people.program.zone)
    for user, day, words in (
        (people.pia, today, "You made this batch"),
        (people.pavel, today + timedelta(days=1), "from when it was made until today"),
        (people.pavel, today - timedelta(days=1), "from when it was made until today"),
        (people.paula, today, "Only these may"),
    ):
        with pytest.raises(ActionRefused, match=words):
            sending.mark_sent(payment.batch_id, day, user=user)
    mark_sent(people, payment.batch)
    payment.refresh_from_db()
    assert payment.stage == PaymentStage.SENT
    assert payment.items.get().claim.payment_state == PaymentState.SENT
    assert [one.to for one in Message.objects.filter(kind="payment_expected")] == [people.anna]


@pytest.mark.django_db
def test_withdrawn_with_a_reason_and_made_anew(people):
    payment = prepared(people)
    with pytest.raises(ActionRefused, match="Say why"):
        batching.withdraw(payment.batch_id, " ", user=people.pia)
    batching.withdraw(payment.batch_id, "Wrong day", user=people.pia)
    payment.refresh_from_db()
    assert payment.stage == PaymentStage.WITHDRAWN
    assert payment.items.get().claim.payment_state == PaymentState.READY
    (again,) = batches(people)
    mark_sent(people, again)
    with pytest.raises(ActionRefused, match="not in a state"):
        batching.withdraw(again.pk, "Too late", user=people.pia)
    codes = [one.code for one in Event.objects.about(payment.batch)]
    assert codes == ["payments.make_batch", "payments.withdraw_batch"]


@pytest.mark.django_db
def test_nobody_pays_what_they_decided(people):
    ProgramRoleFactory(user=people.rita, program=people.program, role=VendorRole.PAYER)
    payable(people)
    plan = planned(people.program, people.rita)
    assert not plan.shares
    assert [one.words for one in plan.out] == ["You decided about it; another payer pays it."]
    (batch,) = batches(people)
    with pytest.raises(ActionRefused, match="You decided about claims in this batch"):
        sending.mark_sent(batch.pk, local_day(clock.now(), people.program.zone), user=people.rita)


@pytest.mark.django_db
def test_nobody_pays_their_own_company(people):
    payable(people)
    MembershipFactory(user=people.pavel, partner=people.partner)
    plan = planned(people.program, people.pavel)
    assert not plan.shares
    assert "own company" in plan.out[0].words
    (batch,) = batches(people)
    with pytest.raises(ActionRefused, match="Your own company"):
        sending.mark_sent(batch.pk, local_day(clock.now(), people.program.zone), user=people.pavel)


@pytest.mark.django_db
def test_what_changed_since_it_was_shown_is_not_paid(people):
    payable(people)
    seen = planned(people.program, people.pia).seen
    payable(people, 300)
    day = next_banking_day(local_day(clock.now(), people.program.zone), people.program)
    with pytest.raises(ActionRefused, match="changed since you looked"):
        batching.make(people.program, user=people.pia, execute_on=day, seen=seen)
    assert not Batch.objects.exists()


@pytest.mark.django_db
def test_left_out_and_smaller_sums(people):
    payable(people, 120)
    without = frozenset({people.partner.public_id})
    assert not planned(people.program, people.pia).shares
    plan = planned(people.program, people.pia, smaller_too=True)
    assert [share.amount for share in plan.shares] == [120]
    assert planned(people.program, people.pia, smaller_too=True, without=without).left_out
    with pytest.raises(ActionRefused, match="last batch of the program's year"):
        batching.make(
            people.program, user=people.pia, execute_on=date(2026, 12, 1), seen=plan.seen, smaller_too=True
        )
    day = date(2027, 6, 15)
    (batch,) = batching.make(
        people.program, user=people.pia, execute_on=day, seen=plan.seen, smaller_too=True
    )
    assert batch.smaller_too


def announced(claim: Claim, amount: int, at: datetime) -> Recovery:
    return Recovery.objects.create(
        claim=claim,
        amount=amount,
        currency="EUR",
        reason="No originals",
        state=RecoveryState.ANNOUNCED,
        opened_at=at,
        announced_at=at,
        offset_from=at,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("owed", "kept", "amount"), [(300, 300, 900), (5000, 1200, 0)])
def test_recoveries_are_kept_back_once_their_days_are_over(people, owed, kept, amount):
    old, new = payable(people, 400), payable(people, 1200)
    yesterday = clock.now() - timedelta(days=1)
    recovery = announced(old, owed, yesterday)
    later = announced(old, 50, clock.now() + timedelta(days=1))
    (batch,) = batches(people)
    payment = batch.payments.get()
    assert (payment.offset, payment.amount) == (kept, amount)
    assert [one.recovery for one in payment.offsets.all()] == [recovery]
    assert recovery != later
    # The claim itself waits for its recovery.
    assert [one.claim for one in payment.items.all()] == [new]
    mark_sent(people, batch)
    payment.refresh_from_db()
    # Where nothing is transferred no bank will confirm it.
    assert payment.stage == (PaymentStage.SENT if amount else PaymentStage.PAID)


@pytest.mark.django_db
def test_self_billing_has_its_number_once_it_is_sent(people):
    terms(people, InvoiceRule.SELF_BILLING, "0.19")
    payment = prepared(people, 1000)
    assert (payment.tax, payment.amount, payment.invoice_number) == (190, 1190, "")
    mark_sent(people, payment.batch)
    payment.refresh_from_db()
    assert payment.invoice_number.startswith("SB-2026-")


@pytest.mark.django_db
def test_nothing_to_pay_and_no_banking_day(people):
    seen = planned(people.program, people.pia).seen
    day = next_banking_day(local_day(clock.now(), people.program.zone), people.program)
    with pytest.raises(ActionRefused, match="nothing to pay"):
        batching.make(people.program, user=people.pia, execute_on=day, seen=seen)
    with pytest.raises(ActionRefused, match="Banks do not pay on"):
        batching.make(people.program, user=people.pia, execute_on=date(2027, 12, 25), seen=seen)
    with pytest.raises(ActionRefused, match="Only these may") as refused:
        batching.make(people.program, user=people.paula, execute_on=day, seen=seen)
    assert refused.value.verdict.forbidden


@pytest.mark.parametrize(
    ("currency", "day", "open_day"),
    [
        ("EUR", date(2026, 12, 24), True),
        ("EUR", date(2026, 12, 25), False),
        ("EUR", date(2027, 3, 26), False),  # Good Friday
        ("EUR", date(2027, 5, 1), False),
        ("EUR", date(2026, 10, 3), False),  # a Saturday
        ("EUR", date(2026, 6, 4), True),  # Corpus Christi is none of TARGET's
        ("PLN", date(2026, 6, 4), False),
        ("PLN", date(2026, 6, 5), True),
    ],
)
def test_banking_days(currency, day, open_day):
    program = Program(currency=currency, country="PL")
    assert is_banking_day(day, program) == open_day
    assert bool(can_pay_on(day, day, program)) == open_day
    assert not can_pay_on(day, day + timedelta(days=1), program)


def test_the_last_batch_of_the_year_is_paid_in_june():
    assert last_batch_of_the_year(date(2027, 6, 1))
    assert "30 June 2027" in str(last_batch_of_the_year(date(2026, 11, 30)).reason)


def _at_once(*acts):
    """What each act said, run in threads of their own."""
    together, told = Barrier(len(acts)), []

    def press(act):
        together.wait()
        try:
            act()
            told.append("done")
        except ActionRefused as refused:
            told.append(str(refused.reason))
        finally:
            connection.close()

    threads = [Thread(target=press, args=(one,)) for one in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return sorted(told)


@pytest.mark.django_db(transaction=True)
def test_two_batches_at_once_are_one():
    people = everybody()
    payable(people)
    seen = planned(people.program, people.pia).seen
    day = next_banking_day(local_day(clock.now(), people.program.zone), people.program)
    facts = {"execute_on": day, "seen": seen}
    told = _at_once(
        lambda: batching.make(people.program, user=people.pia, **facts),
        lambda: batching.make(people.program, user=people.pavel, **facts),
    )
    assert told == [str(batching.CHANGED), "done"]
    assert Payment.objects.get().amount == 1200


@pytest.mark.django_db(transaction=True)
def test_a_reversal_and_a_batch_at_once_have_one_outcome():
    people = everybody()
    claim = payable(people)
    reversing.ask(claim.pk, "The wrong claim", user=people.rita)
    seen = planned(people.program, people.pia).seen
    day = next_banking_day(local_day(clock.now(), people.program.zone), people.program)
    told = _at_once(
        lambda: reversing.agree(claim.pk, user=people.arno),
        lambda: batching.make(people.program, user=people.pia, execute_on=day, seen=seen),
    )
    assert told.count("done") == 1
    claim.refresh_from_db()
    assert (claim.approved is None) == (not Payment.objects.exists())


@pytest.mark.django_db
def test_the_day_of_making_is_the_programs(people):
    """The number bears the year of the program's own day."""
    assert sent(people).reference.startswith(f"PAY-{clock.now().astimezone(UTC).year}-")
