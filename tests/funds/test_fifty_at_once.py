"""Fifty people submit against one fund in the same moment, each by a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection
from django.utils import translation

from funds.actions import ledger
from funds.enums import EntryReason
from funds.models import Fund, Recovery
from lifecycle import ActionRefused
from tests.factories.funds import FundFactory, Subject, following, funded
from tests.factories.programs import LONG_AGO
from tests.funds.sums import assert_totals_are_the_sums

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 50


def all_at_once(act, people: int = PEOPLE) -> list:
    """What `act(number)` gave each of them, a refusal as its sentence; all start together."""
    start = Barrier(people)

    def one(number: int):
        try:
            with translation.override("en"):
                connection.ensure_connection()
                start.wait(timeout=60)
                return act(number)
        except ActionRefused as refusal:
            return str(refusal.reason).replace("\u00a0", " ")
        finally:
            connection.close()

    with ThreadPoolExecutor(people) as pool:
        return list(pool.map(one, range(people)))


def test_exactly_as_many_claims_as_the_fund_can_pay_are_held():
    earned, amount = Decimal("1000.00"), Decimal("77.50")
    fund = funded(earned)

    def submit(number: int):
        mine = Fund.objects.get(pk=fund.pk)
        return ledger.hold(mine, amount, subject=Subject(number), actor=None, at=LONG_AGO).number

    outcomes = all_at_once(submit)
    held = [one for one in outcomes if isinstance(one, int)]
    sentences = {one for one in outcomes if isinstance(one, str)}
    fits = int(earned // amount)
    assert sorted(held) == list(range(2, fits + 2))
    assert sentences == {"Only 70.00 EUR are left in this fund; the claim needs 7.50 EUR more."}
    fund.refresh_from_db()
    assert (fund.held, fund.left) == (fits * amount, earned - fits * amount)
    assert_totals_are_the_sums(fund)


def test_one_claim_is_paid_once():
    fund = funded(100)
    claim = {"subject": Subject(1), "actor": None, "at": LONG_AGO}
    ledger.hold(fund, Decimal(60), **claim)
    ledger.approve(fund, Decimal(60), **claim)
    outcomes = all_at_once(
        lambda _: ledger.pay(Fund.objects.get(pk=fund.pk), Decimal(60), **claim).number, 10
    )
    assert sum(isinstance(one, int) for one in outcomes) == 1
    fund.refresh_from_db()
    assert fund.paid == 60
    assert_totals_are_the_sums(fund)


def test_a_fund_is_made_once():
    fund = FundFactory()
    period = following(fund.period)
    made = all_at_once(lambda _: ledger.fund_for(fund.partner, fund.program, period).pk, 10)
    assert len(set(made)) == 1


def test_a_recovery_is_taken_once_while_two_periods_earn_and_adjust():
    """Earning and adjusting lock all periods of the location, so nobody waits for each other in a circle."""
    first = FundFactory()
    funds = [first] + [FundFactory(partner=first.partner, period=following(first.period, n)) for n in (1, 2)]

    def act(number: int):
        fund = Fund.objects.get(pk=funds[number % 3].pk)
        if number % 2:
            return ledger.earn(fund, Decimal(10), actor=None, at=LONG_AGO).number
        done = ledger.adjust(fund, Decimal(-15), actor=None, at=LONG_AGO, reason=EntryReason.OPERATIONS)
        return bool(done)

    outcomes = all_at_once(act, 18)
    assert not [one for one in outcomes if isinstance(one, str)]
    for recovery in Recovery.objects.all():
        taken = -sum(entry.amount for entry in recovery.entries.all())
        assert 0 <= taken <= recovery.amount
    for fund in Fund.objects.all():
        assert fund.left >= 0
        assert_totals_are_the_sums(fund)
