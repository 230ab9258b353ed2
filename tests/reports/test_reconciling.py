"""Every sum is broken once, as only somebody past the portal could, and is found and named."""

from contextlib import contextmanager
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from claims.actions import disputing, reversing, submitting
from claims.models import Claim
from funds.actions import ledger
from funds.models import Fund
from lifecycle import clock
from payments.actions import settling
from payments.models import Recovery, Repayment
from payments.statements.booking import Booking
from reports import reconciling
from reports.models import Touched
from tests.factories import claims as make
from tests.factories import payments
from tests.factories.funds import following

D = Decimal


@pytest.fixture
def story(people, summed):
    """Claims at every stage, money that came, went, came back and is owed."""
    at = clock.now()
    claim = make.decided(people, 800)
    fund = Fund.objects.get()
    ledger.pay(fund, D(500), subject=claim, actor=people.pia, at=at)
    ledger.returned(fund, D(100), subject=claim, actor=people.pia, at=at)
    make.submitted(people, 40)
    submitting.withdraw(make.submitted(people, 50).pk, user=people.anna)
    submitting.take_back(make.submitted(people, 60).pk, user=people.anna)
    disputing.dispute(make.decided(people, 10, claimed=(70,)).pk, "All of it.", user=people.anna)
    disputing.accept(make.decided(people, 0, claimed=(80,)).pk, user=people.anna)
    reversed_one = make.decided(people, 20, claimed=(90,))
    disputing.accept(reversed_one.pk, user=people.anna)
    reversing.ask(reversed_one.pk, "A mistake.", user=people.rita)
    reversing.agree(reversed_one.pk, user=people.arno)
    other = ledger.fund_for(people.partner, people.program, following(fund.period))
    fund.refresh_from_db()
    ledger.adjust(fund, -fund.left - 30, actor=people.paula, at=at, reason="OPERATIONS")
    ledger.earn(other, D(1000), actor=None, at=at)
    reconciling.bring_up_to_date(at)
    return claim


#: Tables whose triggers refuse what is done below.
GUARDED = (
    *("funds_fund", "funds_fundentry", "funds_recovery", "claims_claim"),
    *("payments_payment", "payments_paymentitem", "payments_repayment"),
)


@contextmanager
def past_the_portal():
    """As somebody who owns the tables: no trigger of ours runs."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield cursor
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def broken_by(statement):
    """What differs once this was done; then it is as before."""
    with transaction.atomic():
        with past_the_portal() as cursor:
            cursor.execute(statement)
        differing = found()
        transaction.set_rollback(True)
    return differing


def found():
    """What differs, by the beginning of its name and its figure."""
    rows = [row for check in reconciling.CHECKS for row in reconciling.differences(check)]
    counted = sum(row.differing for check in reconciling.CHECKS for row in reconciling.compared(check))
    assert counted == len(rows)
    return sorted({(row.name.split()[0], row.figure) for row in rows})


def test_whatever_happened_everything_ties(story):
    assert found() == []
    for check in reconciling.CHECKS[:2]:
        assert reconciling.compared(check)


#: What is done past the portal, and all that differs then.
BROKEN = {
    "UPDATE funds_fund SET earned = earned + 1 WHERE approved > 0": "fund earned, fund left",
    "UPDATE funds_fund SET adjusted = adjusted + 1 WHERE approved > 0": "fund adjusted, fund left",
    "UPDATE funds_fund SET held = held - 1 WHERE approved > 0": "fund held, fund left",
    "UPDATE funds_fund SET approved = approved - 1 WHERE approved > 0": "fund approved, fund left",
    "UPDATE funds_fund SET paid = paid + 0.01 WHERE approved > 0": "fund paid",
    "UPDATE funds_fund SET forfeited = 1, adjusted = adjusted + 1 WHERE approved > 0": "fund adjusted, fund forfeited",
    "DELETE FROM funds_fundentry WHERE kind = 'RETURN'": "fund entries, fund paid, months paid, report paid",
    "UPDATE funds_fundentry SET amount = amount + 0.01 WHERE kind = 'APPROVE' AND amount = 800": (
        "claim approved, claim held, fund approved, fund held, "
        "months approved, months held, report approved, report held"
    ),
    "UPDATE claims_claim SET approved = 799 WHERE approved = 800": (
        "claim approved, claim held, report cut, report cut, by reasons"
    ),
    "UPDATE claims_claim SET claimed = 41 WHERE claimed = 40": "claim held, report claimed",
    "UPDATE claims_claim SET rest_freed_at = NULL WHERE state = 'REJECTED'": "claim held",
    "UPDATE funds_recovery SET amount = 10": "recovery taken back",
    "UPDATE reports_cutsums SET cut = cut + 0.01": "report cut, by reasons",
    **{
        f"UPDATE reports_claimsums SET {column} = {column} + 0.01": f"report {column}"
        for column in ("claimed", "cut", "held", "approved", "paid")
    },
    **{
        f"UPDATE reports_fundmonth SET {column} = {column} + 1": f"months {column}"
        for column in ("earned", "adjusted", "held", "approved", "paid", "forfeited")
    },
}


def test_each_sum_is_broken_once(story):
    broken = {one: ", ".join(" ".join(row) for row in broken_by(one)) for one in BROKEN}
    assert broken == BROKEN
    assert found() == []


#: The same of payments.
BROKEN_PAYMENTS = {
    "UPDATE payments_paymentitem SET amount = amount - 0.01": (
        "claim paid, payment for claims, payment to the bank"
    ),
    "UPDATE payments_payment SET claims_total = 1, amount = 1": "payment for claims, payment to the bank",
    "UPDATE payments_payment SET stage = 'SENT'": "claim paid",
    "DELETE FROM funds_fundentry WHERE kind = 'PAY'": (
        "claim paid, fund entries, fund left, fund paid, months paid, report paid"
    ),
    "UPDATE payments_repayment SET amount = 99": "recovery came back",
}


def test_each_sum_of_payments_is_broken_once(people):
    payment = payments.sent(people, 1200)
    assert found() == []
    booking = Booking(
        False, payment.amount, payment.currency, clock.now().date(), reference=payment.reference
    )
    settling.by_bank(payment.pk, booking)
    facts = {"reason": "No originals", "state": "SETTLED", "opened_at": clock.now()}
    recovery = Recovery.objects.create(claim=Claim.objects.get(), amount=100, currency="EUR", **facts)
    noted = {"received_on": clock.now().date(), "noted_by": people.pia, "noted_at": clock.now()}
    Repayment.objects.create(recovery=recovery, amount=100, reference="NTRF1", **noted)
    reconciling.bring_up_to_date(clock.now())
    assert found() == []
    broken = {one: ", ".join(" ".join(row) for row in broken_by(one)) for one in BROKEN_PAYMENTS}
    assert broken == BROKEN_PAYMENTS


def test_what_changes_meanwhile_is_left_out_of_the_reports(people, story):
    make.submitted(people, 7)
    assert Touched.objects.exists()
    assert found() == []
    with past_the_portal() as cursor:
        cursor.execute("UPDATE reports_claimsums SET claimed = claimed + 1")
    assert found() == []
    reconciling.bring_up_to_date(clock.now())
    assert found() == []


@pytest.mark.django_db(transaction=True)
def test_the_command(people, story, settings):
    settings.DEMO = False  # the database runs, here and in production
    out = StringIO()
    call_command("reconcile", stdout=out)
    words = " ".join(out.getvalue().split())
    assert "Every sum that is shown is what the ledger says." in words
    assert f"{people.program.code} EUR paid ledger 400.00 shown 400.00" in words
    with past_the_portal() as cursor:
        cursor.execute("UPDATE claims_claim SET approved = 799 WHERE state = 'APPROVED'")
    with pytest.raises(CommandError, match="sums differ"):
        call_command("reconcile", stdout=out)
    number = Claim.objects.get(state="APPROVED").number
    assert f"DIFFERENCE claim {number}, approved: ledger 800.00, shown 799.00 EUR" in out.getvalue()
