"""What the managers' hub says of the year ahead, and of what could not be published."""

from datetime import UTC, date, datetime

import pytest

from programs.attention import not_published, years_ahead
from programs.models import ActivityTypeVersion, FiscalYearOpening
from tests.programs.catalogue.conftest import complete

EARLY, LATE = datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)


def words(found):
    return [need.words for needs in found.values() for need in needs]


def test_a_year_that_begins_soon_waits_to_be_published(program, paula):
    assert words(years_ahead([program], paula, EARLY)) == []
    assert words(years_ahead([program], paula, LATE)) == [
        "Fiscal year 2028 begins on 1 July 2027 and is not published yet."
    ]
    facts = {"announcement": {"en": "New", "de": "Neu"}, "opened_at": EARLY, "opened_by": paula}
    FiscalYearOpening.objects.create(program=program, fiscal_year=2028, **facts)
    assert words(years_ahead([program], paula, LATE)) == []


def test_a_program_that_is_not_active_waits_for_nothing(program, paula):
    program.active = False
    assert years_ahead([program], paula, LATE) == {}


def test_what_could_not_be_published_waits(program, paula):
    draft = complete("seminar", 2028)
    planned = {"publish_on": date(2027, 5, 1), "publish_due": EARLY, "planned_by": paula}
    ActivityTypeVersion.objects.filter(pk=draft.pk).update(**planned)
    assert words(not_published([program], paula, LATE)) == [
        "“seminar (en)” could not be published on its day."
    ]


@pytest.mark.parametrize("year", ["1999", "3000", "99999", "20"])
def test_what_is_no_fiscal_year_is_not_found(client, paula, year):
    client.force_login(paula)
    for address in (f"/manage/catalogue/{year}/", f"/manage/FUND/years/{year}/"):
        assert client.get(address).status_code == 404
