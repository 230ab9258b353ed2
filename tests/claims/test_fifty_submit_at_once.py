"""Fifty people submit in the same moment against one fund and one cap; neither is ever passed (R11, R12)."""

import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection, transaction

from claims.actions import drafting, submitting
from claims.enums import ClaimState
from claims.models import Claim, Expense
from funds.models import Fund
from lifecycle import clock
from programs.actions.rates import load_rates
from programs.models import ExchangeRate
from programs.rate_sheet import SheetUnreadable, read_rates
from programs.rates import month_of
from tests.claims.test_capping import capped
from tests.factories import claims as make
from tests.factories.people import everybody
from tests.factories.programs import ExchangeRateFactory
from tests.funds.sums import assert_totals_are_the_sums
from tests.funds.test_fifty_at_once import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)

FUND, CAP, EACH = Decimal(3000), Decimal(1000), Decimal(90)


def test_neither_fund_nor_cap_is_ever_passed():
    people = everybody()
    make.money_for(people, FUND)
    activity, free = capped({"amount": CAP}), make.activity_type()
    drafts = [make.draft(people, EACH, activity=activity if n % 2 else free).pk for n in range(50)]

    outcomes = all_at_once(lambda n: submitting.submit(drafts[n], user=people.anna).number)

    sent = Claim.objects.filter(state=ClaimState.SUBMITTED)
    under_cap = sent.filter(activity=activity).count()
    fund = Fund.objects.get()
    assert fund.held == sent.count() * EACH <= FUND
    assert under_cap * EACH <= CAP
    # 33 fit into the fund, 11 under the cap, and all 25 without a cap were asked for.
    assert sent.count() == 33
    assert 8 <= under_cap <= 11
    refused = {one for one in outcomes if not one.startswith("COOP-")}
    assert all("too much" in one or "are left in this fund" in one for one in refused)
    assert_totals_are_the_sums(fund)


def test_a_rate_is_never_changed_under_claims_that_are_being_submitted():
    """Claims are submitted in two currencies while a manager puts the rates right; nobody waits in a circle."""
    people = everybody()
    make.money_for(people, 100_000)
    month = month_of(clock.now(), people.program.zone)
    for currency in ("JPY", "USD"):
        ExchangeRateFactory(month=month, currency=currency, rate=Decimal("0.5"))
    drafts = [make.draft(people, 100, 200) for _one in range(16)]
    for claim in drafts:
        lines = list(claim.expenses.order_by("position"))
        for line, currency in zip(lines, ("USD", "JPY"), strict=True):
            line.currency = currency
            drafting.save_expense(claim.pk, line, user=people.anna)

    def act(number: int):
        if number < 16:
            return submitting.submit(drafts[number].pk, user=people.anna).number
        sheet = (
            f"month;currency;into;rate\n{month:%Y-%m};JPY;EUR;0,{number}\n{month:%Y-%m};USD;EUR;0,{number}\n"
        )
        try:
            return load_rates(read_rates(sheet.encode()), by=None).changed
        except SheetUnreadable:
            return "refused"

    outcomes = all_at_once(act, 20)

    assert all(str(one).startswith("COOP-") for one in outcomes[:16])
    used = {one.currency: one.rate for one in ExchangeRate.objects.exclude(used_at=None)}
    assert set(used) == {"JPY", "USD"}
    for line in Expense.objects.all():
        assert (line.rate, line.amount) == (used[line.currency], line.net * line.rate)
    fund = Fund.objects.get()
    assert fund.held == sum(line.amount for line in Expense.objects.all())
    assert_totals_are_the_sums(fund)


def somebody_waits() -> bool:
    """Whether a connection to this database waits for a lock; not cached within a transaction, as activity is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks l JOIN pg_stat_get_activity(l.pid) a ON true "
            "JOIN pg_database d ON d.oid = a.datid WHERE NOT l.granted AND d.datname = current_database()"
        )
        return cursor.fetchone()[0] > 0


def test_who_submits_while_a_rate_is_being_put_right_gets_the_new_one():
    people = everybody()
    make.money_for(people)
    month = month_of(clock.now(), people.program.zone)
    ExchangeRateFactory(month=month, currency="JPY", rate=Decimal("0.5"))
    claim = make.draft(people)
    line = claim.expenses.get()
    line.currency = "JPY"
    drafting.save_expense(claim.pk, line, user=people.anna)
    sheet = f"month;currency;into;rate\n{month:%Y-%m};JPY;EUR;0,25\n"

    def submit():
        try:
            return submitting.submit(claim.pk, user=people.anna)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            load_rates(read_rates(sheet.encode()), by=None)
            submitted = pool.submit(submit)
            until = time.monotonic() + 20
            while not somebody_waits() and time.monotonic() < until:
                time.sleep(0.05)
        submitted.result(timeout=30)

    line.refresh_from_db()
    assert (line.rate, line.amount) == (Decimal("0.25"), 300)
