"""Each named constraint and trigger of the ledger, broken on purpose and past the verbs."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, IntegrityError, connection, transaction

from funds.actions import ledger
from funds.enums import EntryReason
from funds.models import Fund, FundEntry, Recovery
from tests.factories.funds import FundFactory, following, funded
from tests.factories.programs import LONG_AGO, UsagePeriodFactory

pytestmark = pytest.mark.django_db

CLAIM = {"subject_kind": "claim", "subject_id": 1}


@pytest.fixture
def fund():
    return funded(1000)


def post(fund: Fund, kind: str, amount: int | str, **fields) -> FundEntry:
    values = {"currency": "EUR", "at": LONG_AGO} | fields
    return FundEntry.objects.create(fund=fund, kind=kind, amount=Decimal(amount), **values)


def refused(name: str, act, *args, **kwargs) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act(*args, **kwargs)
    assert refusal.value.__cause__.diag.constraint_name == name


def sql(statement: str, *params) -> None:
    connection.check_constraints()  # a table with checks to come cannot be altered
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def test_a_second_fund_for_the_same_period(fund):
    again = {"partner": fund.partner, "program": fund.program, "period": fund.period, "currency": "EUR"}
    refused("funds_fund_once", Fund.objects.create, **again)
    with pytest.raises(ValidationError, match="already has a fund"):
        Fund(**again).validate_constraints()


@pytest.mark.parametrize(
    ("kind", "amount", "fields", "constraint"),
    [
        ("HOLD", 1001, CLAIM, "funds_fund_left_not_negative"),
        ("ADJUST", -1001, {}, "funds_fund_left_not_negative"),
        ("FORFEIT", 1001, {}, "funds_fund_left_not_negative"),
        ("EARN", -1, {}, "funds_entry_amount_fits_kind"),
        ("RELEASE", 1, CLAIM, "funds_fund_held_not_negative"),
        ("APPROVE", 1, CLAIM, "funds_fund_held_not_negative"),
        ("PAY", 1, CLAIM, "funds_fund_paid_within_approved"),
        ("RETURN", 1, CLAIM, "funds_fund_paid_within_approved"),
        ("RESTORE", 1, {}, "funds_fund_forfeited_not_negative"),
        ("STEAL", 1, {}, "funds_entry_kind_known"),
        ("EARN", 1, {"reason": "BECAUSE"}, "funds_entry_reason_known"),
        ("EARN", 0, {}, "funds_entry_amount_fits_kind"),
        ("ADJUST", 0, {}, "funds_entry_amount_fits_kind"),
        ("HOLD", -1, CLAIM, "funds_fund_held_not_negative"),
        ("HOLD", 1, {}, "funds_entry_names_its_claim"),
        ("HOLD", 1, {"subject_kind": "claim"}, "funds_entry_names_its_claim"),
        ("FORFEIT", 1, {"subject_id": 1}, "funds_entry_names_its_claim"),
        ("EARN", 1, CLAIM, "funds_entry_names_its_claim"),
        ("EARN", 1, {"currency": "USD"}, "funds_entry_currency_of_fund"),
    ],
)
def test_an_entry_that_cannot_be(fund, kind, amount, fields, constraint):
    refused(constraint, post, fund, kind, amount, **fields)
    fund.refresh_from_db()
    assert (fund.left, fund.last_number) == (1000, 1)


def test_a_reversal_of_what_was_never_approved(fund):
    """Holding again needs money left as well, so the fund is rich enough here."""
    refused("funds_fund_approved_not_negative", post, fund, "REVERSE", 1, **CLAIM)


def test_earnings_below_zero():
    """The amount's own rule refuses it first; without that the fund still does."""
    fund = funded(10)
    ledger.adjust(fund, Decimal(100), actor=None, at=LONG_AGO, reason=EntryReason.ROLLOVER)
    sql("ALTER TABLE funds_fundentry DROP CONSTRAINT funds_entry_amount_fits_kind")
    refused("funds_fund_earned_not_negative", post, fund, "EARN", -11)


@pytest.mark.parametrize(
    ("steps", "kind"),
    [
        ([("HOLD", 2)], "RELEASE"),
        ([("HOLD", 2)], "APPROVE"),
        ([("HOLD", 2), ("APPROVE", 2)], "REVERSE"),
        ([("HOLD", 2), ("APPROVE", 2)], "PAY"),
        ([("HOLD", 2), ("APPROVE", 2), ("PAY", 2)], "RETURN"),
    ],
)
def test_a_claim_that_takes_what_belongs_to_another(fund, steps, kind):
    for step, amount in steps:
        post(fund, step, amount, subject_kind="claim", subject_id=2)
    refused("funds_entry_covered_by_its_claim", post, fund, kind, 1, **CLAIM)


def test_a_reversal_of_what_was_paid(fund):
    for kind in ("HOLD", "APPROVE", "PAY"):
        post(fund, kind, 5, **CLAIM)
    for kind in ("HOLD", "APPROVE"):
        post(fund, kind, 5, subject_kind="claim", subject_id=2)
    refused("funds_entry_covered_by_its_claim", post, fund, "REVERSE", 1, **CLAIM)


def test_two_entries_of_one_number(fund):
    sql("ALTER TABLE funds_fundentry DISABLE TRIGGER funds_entry_posts")
    refused("funds_entry_number_once", post, fund, "EARN", 1, number=1)


def test_the_database_numbers_entries_whatever_was_asked(fund):
    entry = post(fund, "EARN", 5, number=77, balance=Decimal(9))
    assert (entry.number, entry.balance) == (2, 1005)


@pytest.mark.parametrize("table", ["funds_fundentry", "funds_recovery"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET amount = amount + 1", "DELETE FROM {}"])
def test_what_was_written_stays(fund, table, statement):
    ledger.adjust(fund, Decimal(-1100), actor=None, at=LONG_AGO, reason=EntryReason.OPERATIONS)
    with pytest.raises(Error, match=f"{table} is append-only"), transaction.atomic():
        sql(statement.format(table))


@pytest.mark.parametrize("total", Fund.TOTALS)
def test_no_total_changes_without_an_entry(fund, total):
    with pytest.raises(Error, match="change by entries only"), transaction.atomic():
        sql(f"UPDATE funds_fund SET {total} = {total} + 1 WHERE id = %s", fund.pk)
    setattr(fund, total, 5)
    with pytest.raises(Error, match="change by entries only"), transaction.atomic():
        fund.save()


def test_a_fund_starts_empty():
    with pytest.raises(Error, match="starts empty"), transaction.atomic():
        FundFactory(earned=5)


def test_a_fund_stays_whose_it_is(fund):
    with pytest.raises(Error, match="stays with its location"), transaction.atomic():
        sql("UPDATE funds_fund SET partner_id = %s WHERE id = %s", FundFactory().partner_id, fund.pk)


def test_a_fund_in_another_currency_or_for_another_programs_period(fund):
    constraint = "funds_fund_period_and_currency_of_program"
    refused(constraint, FundFactory, period=following(fund.period), currency="USD")
    refused(constraint, FundFactory, program=UsagePeriodFactory().program, currency="EUR", period=fund.period)


def test_a_currency_that_is_no_code(fund):
    sql("ALTER TABLE funds_fund DISABLE TRIGGER funds_fund_is_fed_by_entries")
    refused("funds_fund_currency_is_a_code", sql, "UPDATE funds_fund SET currency = 'eur'")


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"amount": 0}, "funds_recovery_above_zero"),
        ({"reason": "BECAUSE"}, "funds_recovery_reason_known"),
    ],
)
def test_a_recovery_that_cannot_be(fund, fields, constraint):
    values = {"fund": fund, "amount": 5, "reason": EntryReason.OPERATIONS, "at": LONG_AGO} | fields
    refused(constraint, Recovery.objects.create, **values)


def test_a_recovery_taken_in_another_way_twice_or_from_somebody_else(fund):
    later = funded(100, partner=fund.partner, period=following(fund.period))
    stranger = funded(100, period=later.period)
    owed = Recovery.objects.create(fund=fund, amount=50, reason=EntryReason.OPERATIONS, at=LONG_AGO)
    settling = {"recovery": owed, "reason": EntryReason.RECOVERY}
    refused("funds_entry_settles_by_adjustment", post, later, "FORFEIT", 5, **settling)
    refused("funds_entry_settles_by_adjustment", post, later, "ADJUST", 5, **settling)
    for wrong in (fund, stranger):
        refused("funds_entry_settles_what_is_owed", post, wrong, "ADJUST", -5, **settling)
    post(later, "ADJUST", -30, **settling)
    refused("funds_entry_settles_what_is_owed", post, later, "ADJUST", -21, **settling)
    post(later, "ADJUST", -20, **settling)


def test_every_constraint_of_this_room_is_broken_above():

    tests = Path(__file__).read_text()
    named = [one.name for model in (Fund, FundEntry, Recovery) for one in model._meta.constraints]
    assert [name for name in named if f'"{name}"' not in tests] == []
    assert all(
        one.violation_error_message
        for model in (Fund, FundEntry, Recovery)
        for one in model._meta.constraints
    )
