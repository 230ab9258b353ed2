"""The checklist of a fiscal year: what is done, what is missing, what is advice."""

from datetime import UTC, date, datetime, timedelta

import pytest

from programs import opening, opening_rows
from programs.finding import Finding
from programs.models import ActivityTypeVersion
from programs.opening import Row, RowState, Year
from programs.planning import proposed_periods, shifted
from tests.factories.guidebooks import GuidebookFactory, in_print
from tests.factories.programs import (
    CapFactory,
    ExchangeRateFactory,
    ProgramFactory,
    UsagePeriodFactory,
    published,
)
from tests.programs.catalogue.conftest import complete

#: In fiscal year 2027.
NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


@pytest.fixture
def year(program):
    return Year(program, 2028, NOW)


def halves(program, year=2027, **facts):
    """The two usage periods of a fiscal year."""
    for half, (first, last) in enumerate(
        [(date(year - 1, 7, 1), date(year - 1, 12, 31)), (date(year, 1, 1), date(year, 6, 30))], start=1
    ):
        days = {"first_day": first, "last_day": last, "earning_first_day": first, "earning_last_day": last}
        UsagePeriodFactory(program=program, code=f"FY{year % 100}-H{half}-usage", **days | facts)


def codes(row):
    return [one.code for one in row.findings]


class TestWithoutADatabase:
    @pytest.mark.parametrize(
        ("day", "later"),
        [
            (date(2026, 7, 1), date(2027, 7, 1)),
            (date(2027, 2, 28), date(2028, 2, 29)),
            (date(2028, 2, 29), date(2029, 2, 28)),
            (date(2026, 12, 31), date(2027, 12, 31)),
            (date(2028, 2, 28), date(2029, 2, 28)),
        ],
    )
    def test_a_year_later_the_end_of_a_month_stays_its_end(self, day, later):
        assert shifted(day) == later

    @pytest.mark.parametrize(
        ("findings", "state"),
        [
            ([], RowState.DONE),
            ([Finding("a", "", blocks=False)], RowState.ADVICE),
            ([Finding("a", "", blocks=False), Finding("b", "")], RowState.MISSING),
        ],
    )
    def test_a_row_is_as_its_findings(self, findings, state):
        assert Row("x", "X", findings=findings).state == state

    def test_only_what_blocks_keeps_a_year_from_being_published(self):
        found = [Finding("a", "", blocks=False), Finding("b", "")]
        assert [one.code for one in opening.missing_to_open([Row("x", "X", findings=found)])] == ["b"]

    def test_days_in_no_period_are_found(self):
        class Period:
            def __init__(self, first, last):
                self.first_day, self.last_day = first, last

        some = [Period(date(2027, 7, 10), date(2027, 12, 31)), Period(date(2028, 2, 1), date(2028, 6, 30))]
        assert list(opening_rows.uncovered(some, date(2027, 7, 1), date(2028, 6, 30))) == [
            (date(2027, 7, 1), date(2027, 7, 9)),
            (date(2028, 1, 1), date(2028, 1, 31)),
        ]


class TestPeriods:
    def test_none_at_all_blocks(self, year):
        assert codes(opening_rows.periods(year)) == ["no_period"]

    def test_a_gap_is_advice(self, program, year):
        UsagePeriodFactory(program=program, first_day=date(2027, 7, 1), last_day=date(2028, 5, 31))
        row = opening_rows.periods(year)
        assert (codes(row), row.state) == (["gap"], RowState.ADVICE)

    def test_last_years_are_proposed_a_year_later(self, program, year):
        halves(program, deadline_day=None)
        first, second = proposed_periods(year)
        assert (first.code, first.first_day, first.last_day) == (
            "FY28-H1-usage",
            date(2027, 7, 1),
            date(2027, 12, 31),
        )
        assert (second.code, second.deadline_day) == ("FY28-H2-usage", date(2028, 8, 14))
        assert first.deadline == datetime(2028, 2, 14, 23, tzinfo=UTC), "the end of the day in Berlin"

    def test_an_earlier_deadline_stays_as_early(self, program, year):
        days = {"first_day": date(2026, 7, 1), "last_day": date(2027, 6, 30)}
        UsagePeriodFactory(program=program, code="whole", deadline_day=date(2027, 7, 20), **days)
        (one,) = proposed_periods(year)
        assert (one.code, one.deadline_day) == ("whole-FY28", date(2028, 7, 20))

    def test_without_any_the_half_years_are_proposed(self, year):
        assert [one.code for one in proposed_periods(year)] == ["FY28-H1-usage", "FY28-H2-usage"]

    def test_what_is_there_is_not_proposed_again(self, program, year):
        halves(program)
        UsagePeriodFactory(program=program, first_day=date(2027, 8, 1), last_day=date(2027, 8, 31))
        assert [one.code for one in proposed_periods(Year(program, 2028, NOW))] == ["FY28-H2-usage"]


class TestRates:
    def test_none_ever_is_advice(self, year):
        row = opening_rows.rates(year)
        assert (codes(row), row.state) == (["no_rates"], RowState.ADVICE)

    def test_of_months_ahead_none_can_be_known(self, year):
        ExchangeRateFactory(currency="USD")
        row = opening_rows.rates(year)
        assert row.state == RowState.DONE
        assert "July 2027" in str(row.says[0])

    def test_in_a_running_year_this_month_is_needed(self, program):
        ExchangeRateFactory(currency="USD", month=date(2026, 10, 1))
        running = Year(program, 2027, NOW)
        assert codes(opening_rows.rates(running)) == ["month"]
        ExchangeRateFactory(currency="USD", month=date(2026, 11, 1))
        assert codes(opening_rows.rates(running)) == []


class TestCatalogue:
    def test_nothing_to_claim_blocks(self, year):
        assert opening_rows.catalogue(year).state == RowState.MISSING

    def test_rules_carried_over_are_advice(self, year):
        published(complete("seminar"))
        assert codes(opening_rows.catalogue(year)) == ["carried"]

    def test_drafts_are_advice(self, year):
        published(complete("seminar"))
        complete("mailing", 2028)
        assert codes(opening_rows.catalogue(year)) == ["drafts"]

    def test_what_is_planned_for_its_first_day_is_done(self, year, paula):
        published(complete("seminar"))
        draft = complete("mailing", 2028)
        planned = {"publish_on": year.first_day, "publish_due": year.begins, "planned_by": paula}
        ActivityTypeVersion.objects.filter(pk=draft.pk).update(**planned)
        row = opening_rows.catalogue(year)
        assert (row.state, row.says[-1]) == (RowState.DONE, "1 more is planned.")
        ActivityTypeVersion.objects.filter(pk=draft.pk).update(publish_due=year.begins + timedelta(days=1))
        assert codes(opening_rows.catalogue(year)) == ["late"]
        ActivityTypeVersion.objects.filter(pk=draft.pk).update(publish_due=NOW)
        assert codes(opening_rows.catalogue(year)) == ["drafts"], "its day has come, and it is not published"

    def test_published_it_is_done(self, year):
        published(complete("seminar", 2028))
        assert opening_rows.catalogue(year).state == RowState.DONE


class TestCaps:
    def test_an_amount_in_another_currency_blocks(self, db):
        version = complete("seminar")
        CapFactory(version=version, key="most", currency="EUR")
        published(version)
        abroad = ProgramFactory(code="USA", currency="USD")
        assert codes(opening_rows.caps(Year(abroad, 2028, NOW))) == ["cap_currency"]


class TestGuidebook:
    def test_none_at_all_blocks(self, year):
        assert opening_rows.guidebook(year).state == RowState.MISSING

    def test_an_earlier_one_goes_on(self, year, paula):
        in_print(GuidebookFactory(program=year.program, fiscal_year=2027), paula)
        assert codes(opening_rows.guidebook(year)) == ["carried"]

    def test_its_own(self, year, paula):
        in_print(GuidebookFactory(program=year.program, fiscal_year=2028), paula)
        assert opening_rows.guidebook(year).state == RowState.DONE


def test_the_rooms_above_stand_in_the_list(year):
    assert [one.code for one in opening.rows(year)] == [
        "periods",
        "rates",
        "catalogue",
        "guidebook",
        "caps",
        "holidays",
        "people",
        "earnings",
    ]
