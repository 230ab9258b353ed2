"""What was earned for the usage periods of a fiscal year that is opened."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from funds.actions import ledger
from funds.opening_rows import earnings
from programs.opening import Year
from tests.factories.accounts import PartnerFactory
from tests.factories.people import person
from tests.factories.programs import UsagePeriodFactory

NOW = datetime(2026, 11, 28, tzinfo=UTC)


@pytest.fixture
def period(db):
    return UsagePeriodFactory()


def row(period, at=NOW):
    return earnings(Year(period.program, 2027, at))


def test_an_earning_period_that_goes_on_is_done(period):
    found = row(period, datetime(2026, 6, 30, 20, tzinfo=UTC))
    assert found.findings == []
    assert "not yet, its earning period ends on 30 June 2026" in found.says[0]


def test_one_that_is_over_and_not_imported_is_advice(period):
    assert [(one.code, one.blocks) for one in row(period).findings] == [("not_imported", False)]


def test_what_was_earned_is_counted_by_location(period):
    paula = person("Paula")
    for _location in range(2):
        fund = ledger.fund_for(PartnerFactory(), period.program, period)
        ledger.earn(fund, Decimal(100), actor=paula, at=NOW)
    assert row(period).says == ["July to December 2026: 2 locations have earned funds"]


def test_without_periods_nothing_can_be_earned_for(period):
    assert [one.code for one in earnings(Year(period.program, 2030, NOW)).findings] == ["no_period"]
