"""The public holidays of a fiscal year, for who opens it."""

from datetime import UTC, date, datetime

from programs.opening import RowState, Year
from review.opening_rows import holidays, holidays_between
from tests.factories.programs import ProgramFactory

NOW = datetime(2026, 11, 28, tzinfo=UTC)


def test_the_days_of_a_fiscal_year_are_shown():
    days = [day for day, _name in holidays_between("DE", date(2027, 7, 1), date(2028, 6, 30))]
    assert days[0] == date(2027, 10, 3)
    assert {date(2027, 12, 25), date(2028, 5, 1)} <= set(days)
    assert date(2027, 5, 1) not in days


def test_a_country_nobody_knows_is_advice():
    year = Year(ProgramFactory.build(country="XX"), 2028, NOW)
    row = holidays(year)
    assert (row.state, [one.code for one in row.findings]) == (RowState.ADVICE, ["unknown"])


def test_a_known_one_is_done():
    row = holidays(Year(ProgramFactory.build(country="DE"), 2028, NOW))
    assert row.state == RowState.DONE
    assert "public holidays in Germany are no business days" in row.summary
