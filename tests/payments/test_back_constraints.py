"""What the database never lets happen to payments, recoveries and statements, each tried by hand."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import Error, IntegrityError, transaction

from lifecycle import clock
from payments.actions import recovering, settling, statements
from payments.models import Offset, Payment, Recovery, Repayment, Statement, StatementEntry
from payments.tasks import read_statement
from tests.factories import payments as made
from tests.payments.files import Line, camt

D = Decimal


@pytest.fixture
def payment(people):
    return made.sent(people, 1200)


@pytest.fixture
def recovery(people, payment):
    with settling.held(payment.pk) as one:
        one.require("confirm", None)
        settling.paid(one, date(2026, 11, 26), "NTRF1")
    claim = payment.items.get().claim
    return recovering.open_recovery(claim.pk, D(300), "Paid twice.", user=people.pia)


@pytest.fixture
def entry(people):
    statement = statements.receive(camt(Line("1.00", "X-1")), "s.xml", "en", user=people.pia)
    read_statement.body(at=clock.now(), statement=statement.pk)
    return statement.entries.get()


def refused(name, act):
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        act()
    assert name in f"{broken.value.__cause__.diag.constraint_name} {broken.value}"


@pytest.mark.parametrize(
    "changes", [{"amount": 1}, {"reference": "OTHER"}, {"claims_total": 2}, {"currency": "USD"}]
)
def test_what_a_payment_pays_never_changes(payment, changes):
    with pytest.raises(Error, match="never changes"), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(**changes)


@pytest.mark.parametrize("ended", ["FAILED", "RETURNED", "WITHDRAWN"])
def test_a_payment_that_ended_never_lives_again(payment, ended):
    Payment.objects.filter(pk=payment.pk).update(stage=ended, booked_on=date(2026, 11, 26))
    refused("payments_payment_ends_once", lambda: Payment.objects.filter(pk=payment.pk).update(stage="SENT"))


@pytest.mark.parametrize("stage", ["PAID", "RETURNED"])
def test_what_was_paid_has_a_day(payment, stage):
    refused(
        "payments_payment_booked_on_a_day", lambda: Payment.objects.filter(pk=payment.pk).update(stage=stage)
    )


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"amount": 0}, "payments_recovery_above_zero"),
        ({"state": "LOST"}, "payments_recovery_state_known"),
        ({"reason": "  "}, "payments_recovery_has_reason"),
        ({"state": "ANNOUNCED"}, "payments_recovery_announced_first"),
        ({"state": "WAIVED"}, "payments_recovery_waived_with_reason"),
        ({"waived_because": "Because."}, "payments_recovery_waived_with_reason"),
    ],
)
def test_recoveries(recovery, changes, name):
    refused(name, lambda: Recovery.objects.filter(pk=recovery.pk).update(**changes))


def repayment(recovery, people, **other):
    usual = {"amount": D(10), "received_on": date(2026, 11, 26), "reference": "IN-1"}
    by = {"noted_by": people.pia, "noted_at": clock.now()}
    return Repayment.objects.create(recovery=recovery, **(usual | by | other))


def test_no_more_comes_back_than_is_owed(people, payment, recovery):
    takes = "payments_recovery_takes_what_is_owed"
    refused(takes, lambda: repayment(recovery, people, amount=D("300.01")))
    refused(takes, lambda: Offset.objects.create(payment=payment, recovery=recovery, amount=D("300.01")))
    Offset.objects.create(payment=payment, recovery=recovery, amount=D(200))
    refused(takes, lambda: repayment(recovery, people, amount=D("100.01")))
    refused(
        "payments_offset_once", lambda: Offset.objects.create(payment=payment, recovery=recovery, amount=D(1))
    )
    repayment(recovery, people, amount=D(100))


def test_offsets_and_repayments_are_more_than_nothing_and_stay(people, payment, recovery):
    refused("payments_repayment_above_zero", lambda: repayment(recovery, people, amount=D(0)))
    refused(
        "payments_offset_above_zero",
        lambda: Offset.objects.create(payment=payment, recovery=recovery, amount=D(0)),
    )
    repayment(recovery, people)
    Offset.objects.create(payment=payment, recovery=recovery, amount=D(1))
    refused("payments_repayment_once", lambda: repayment(recovery, people))
    for rows in (Repayment.objects.all(), Offset.objects.all()):
        for act in (lambda rows=rows: rows.update(amount=D(2)), lambda rows=rows: rows.delete()):
            with pytest.raises(Error), transaction.atomic():
                act()


def test_statements_are_known_once_and_say_why_they_cannot_be_read(people, entry):
    rows = Statement.objects.filter(pk=entry.statement_id)
    refused("payments_statement_known", lambda: rows.update(state="LOST"))
    refused("payments_statement_known", lambda: rows.update(format="MT940"))
    refused("payments_statement_fault_said", lambda: rows.update(state="UNREADABLE"))
    refused("payments_statement_fault_said", lambda: rows.update(fault="Broken."))
    facts = {"sha256": rows.get().sha256, "imported_by": people.pia, "imported_at": clock.now()}
    refused("sha256", lambda: Statement.objects.create(format="CSV", name="x", content=b"", **facts))


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"amount": 0}, "payments_entry_above_zero"),
        ({"found": "LOST"}, "payments_entry_found_known"),
        ({"found": "SETTLED"}, "payments_entry_settled_by_somebody"),
    ],
)
def test_entries(entry, changes, name):
    refused(name, lambda: StatementEntry.objects.filter(pk=entry.pk).update(**changes))


def test_an_entry_has_its_place_alone(entry):
    entry.pk = None
    refused("payments_entry_position_once", entry.save)
