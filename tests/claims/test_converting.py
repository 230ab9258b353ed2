"""Invoices in other currencies: shown at the newest rate, frozen at that of the month of submitting (R13)."""

from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal

import pytest
from dateutil.relativedelta import relativedelta
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions import drafting, submitting
from claims.converting import at_newest_rates
from claims.enums import ClaimState
from claims.models import Claim, Expense
from claims.readiness import missing_to_submit
from funds.models import Fund
from lifecycle import ActionRefused, clock
from programs.models import ExchangeRate
from programs.rates import month_of
from programs.words import month_name
from tests.factories import claims as make
from tests.factories.programs import ExchangeRateFactory

NEXT_MONTH = timedelta(days=31)


@pytest.fixture
def month(people):
    return month_of(clock.now(), people.program.zone)


def rate(currency: str, value: str, month, into: str = "EUR") -> ExchangeRate:
    return ExchangeRateFactory(currency=currency, rate=Decimal(value), month=month, into=into)


def foreign(people, net: str, currency: str = "JPY") -> Claim:
    """A complete draft whose one line is in another currency, saved as a person would."""
    make.money_for(people)
    claim = make.draft(people)
    line = claim.expenses.get()
    line.net, line.tax, line.currency = Decimal(net), Decimal(0), currency
    drafting.save_expense(claim.pk, line, user=people.anna)
    return claim


@pytest.fixture
def asked_for_rates():
    """`with asked_for_rates(1):` what stands in it reads the exchange rates once."""

    @contextmanager
    def times(expected: int):
        with CaptureQueriesContext(connection) as queries:
            yield
        table = ExchangeRate._meta.db_table
        assert sum(table in query["sql"] for query in queries) == expected

    return times


@pytest.mark.parametrize(
    ("currency", "net", "value", "amount"),
    [
        ("JPY", "480000", "0.00612", "2937.6000"),
        ("KWD", "1250.125", "3.0001", "3750.5000"),  # 3750.5000125
        ("USD", "0.05", "0.9", "0.0400"),  # 0.045 goes to the even cent
        ("USD", "0.15", "0.9", "0.1400"),  # 0.135 goes to the even cent
    ],
)
def test_a_line_is_claimed_in_the_programs_currency(people, month, currency, net, value, amount):
    rate(currency, value, month)
    line = foreign(people, net, currency).expenses.get()
    assert (line.net, line.currency, line.rate, line.rate_on) == (
        Decimal(net),
        currency,
        Decimal(value),
        month,
    )
    assert str(line.amount) == amount


def test_the_programs_own_currency_needs_no_rate(people):
    line = foreign(people, "700", "EUR").expenses.get()
    assert (line.amount, line.rate, line.rate_on) == (700, 1, None)


def test_without_any_rate_the_line_is_refused_at_its_currency_and_says_who_helps(people, settings):
    with pytest.raises(ActionRefused) as refused:
        foreign(people, "700", "USD")
    assert "no exchange rate from USD to EUR" in str(refused.value.fields["currency"])
    assert settings.HELP_EMAIL in str(refused.value.reason)
    assert Expense.objects.get().net == 1200


def test_less_than_a_cent_is_refused(people, month):
    rate("JPY", "0.00000612", month)
    with pytest.raises(ActionRefused) as refused:
        foreign(people, "700")
    assert "less than the smallest amount of EUR" in str(refused.value.fields["net"])


class TestADraft:
    def test_is_shown_at_the_newest_rate_and_nothing_is_written(self, people, month):
        rate("JPY", "0.006", month)
        claim = foreign(people, "480000")
        rate("JPY", "0.007", month + relativedelta(months=1))
        with clock.shifted(NEXT_MONTH):
            at_newest_rates(shown := Claim.objects.for_page().get(pk=claim.pk), clock.now())
        assert [line.amount for line in shown.expenses.all()] == [Decimal("3360.00")]
        assert Expense.objects.get().amount == Decimal("2880.00")

    def test_stands_at_last_months_rate_until_this_months_is_known(self, people, month):
        rate("JPY", "0.006", month - relativedelta(months=1))
        claim = foreign(people, "480000")
        (gap,) = missing_to_submit(claim, clock.now())
        assert gap.section == "invoices"
        assert f"from JPY to EUR for {month_name(month)} is not there yet" in str(gap.words)
        assert Expense.objects.get().amount == Decimal("2880.00")

    def test_in_the_programs_currency_asks_for_no_rate(self, people, asked_for_rates):
        make.money_for(people)
        claim = Claim.objects.for_page().get(pk=make.draft(people).pk)
        with asked_for_rates(0):
            assert missing_to_submit(claim, clock.now()) == []

    def test_with_many_foreign_lines_asks_once(self, people, month, asked_for_rates):
        rate("JPY", "0.006", month - relativedelta(months=1))
        rate("JPY", "0.007", month)
        make.money_for(people)
        claim = make.draft(people, 1, 2, 3, 4, 5)
        claim.expenses.update(currency="JPY", rate=Decimal("0.006"), rate_on=month - relativedelta(months=1))
        claim, at = Claim.objects.for_page().get(pk=claim.pk), clock.now()
        with asked_for_rates(1):
            assert missing_to_submit(claim, at) == []
            assert missing_to_submit(claim, at) == []


class TestSubmitting:
    def test_converts_once_more_by_the_rate_of_that_month_and_holds_the_result(self, people, month):
        rate("JPY", "0.006", month)
        claim = foreign(people, "480000")
        following = rate("JPY", "0.00655555", month + relativedelta(months=1))
        with clock.shifted(NEXT_MONTH):
            submitting.submit(claim.pk, user=people.anna)
        line = Expense.objects.get()
        assert (line.rate, line.rate_on) == (Decimal("0.00655555"), following.month)
        assert str(line.amount) == "3146.6600"  # 3146.664
        assert Claim.objects.get().claimed == Fund.objects.get().held == line.amount
        following.refresh_from_db()
        assert following.used_at

    def test_is_refused_without_the_months_rate_and_nothing_is_lost(self, people, month, settings):
        rate("JPY", "0.006", month)
        claim = foreign(people, "480000")
        with clock.shifted(NEXT_MONTH), pytest.raises(ActionRefused) as refused:
            submitting.submit(claim.pk, user=people.anna)
        assert month_name(month + relativedelta(months=1)) in str(refused.value.reason)
        assert settings.HELP_EMAIL in str(refused.value.reason)
        line = Expense.objects.get()
        assert Claim.objects.get().state == ClaimState.EDITING
        assert (line.amount, Fund.objects.get().held) == (Decimal("2880.00"), 0)
        assert ExchangeRate.objects.get().used_at is None

    def test_what_is_submitted_stays_as_it_was_converted(self, people, month):
        rate("JPY", "0.006", month)
        claim = foreign(people, "480000")
        submitting.submit(claim.pk, user=people.anna)
        rate("JPY", "0.009", month + relativedelta(months=1))
        with clock.shifted(NEXT_MONTH):
            at_newest_rates(shown := Claim.objects.for_page().get(pk=claim.pk), clock.now())
            assert missing_to_submit(shown, clock.now()) == []
        assert [line.amount for line in shown.expenses.all()] == [Decimal("2880.00")]

    def test_taken_back_and_submitted_again_takes_the_rate_of_the_second_time(self, people, month):
        rate("JPY", "0.006", month)
        rate("JPY", "0.007", month + relativedelta(months=1))
        claim = foreign(people, "480000")
        submitting.submit(claim.pk, user=people.anna)
        submitting.take_back(claim.pk, user=people.anna)
        with clock.shifted(NEXT_MONTH):
            submitting.submit(claim.pk, user=people.anna)
        assert Expense.objects.get().amount == Fund.objects.get().held == Decimal("3360.00")
