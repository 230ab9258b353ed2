"""R1 without a database: the end of a local day, over zones and clock changes."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from programs import rules
from programs.words import deadline_in_words

#: last day of the usage period, zone, the instant at which it is too late (UTC, worked out by hand)
DEADLINES = [
    (date(2026, 12, 31), "Europe/Berlin", "2027-02-14T23:00"),
    (date(2026, 2, 14), "Europe/Berlin", "2026-03-31T22:00"),  # summer time begins on the way
    (date(2026, 2, 12), "Europe/Berlin", "2026-03-29T22:00"),  # the last day has 23 hours
    (date(2026, 9, 10), "Europe/Berlin", "2026-10-25T23:00"),  # the last day has 25 hours
    (date(2028, 1, 15), "Europe/Berlin", "2028-02-29T23:00"),  # leap day
    (date(2026, 12, 31), "America/Los_Angeles", "2027-02-15T08:00"),
    (date(2026, 1, 22), "America/Los_Angeles", "2026-03-09T07:00"),  # 23 hours
    (date(2026, 9, 17), "America/Los_Angeles", "2026-11-02T08:00"),  # 25 hours
    (date(2026, 12, 31), "Pacific/Kiritimati", "2027-02-14T10:00"),  # UTC+14
    (date(2026, 12, 31), "Pacific/Pago_Pago", "2027-02-15T11:00"),  # UTC−11
    (date(2026, 12, 31), "Asia/Kathmandu", "2027-02-14T18:15"),  # UTC+5:45
    (date(2027, 1, 27), "America/Havana", "2027-03-14T05:00"),  # the next midnight does not exist
    (date(2026, 9, 16), "America/Havana", "2026-11-01T04:00"),  # the next midnight comes twice: the first
    (date(2026, 9, 17), "America/Havana", "2026-11-02T05:00"),  # the last day has two midnights itself
    (date(2027, 3, 15), "Africa/Cairo", "2027-04-29T22:00"),  # the next midnight does not exist
    (date(2026, 9, 14), "Africa/Cairo", "2026-10-29T22:00"),  # 23:00 to 24:00 comes twice
    (date(2027, 2, 10), "Asia/Beirut", "2027-03-27T22:00"),  # the next midnight does not exist
    (date(2026, 9, 9), "Asia/Beirut", "2026-10-24T22:00"),  # 23:00 to 24:00 comes twice
]
SECOND = timedelta(seconds=1)


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(("last_day", "zone", "too_late"), DEADLINES)
def test_the_deadline_is_the_end_of_the_45th_local_day(last_day, zone, too_late):
    assert rules.deadline_instant(last_day, zone) == utc(too_late)


@pytest.mark.parametrize(("last_day", "zone", "too_late"), DEADLINES)
def test_one_second_before_is_in_time_the_instant_and_one_second_after_are_not(last_day, zone, too_late):
    deadline = rules.deadline_instant(last_day, zone)
    end = utc(too_late)
    seen = [rules.is_before_deadline(at, deadline) for at in (end - SECOND, end, end + SECOND)]
    assert seen == [True, False, False]


@pytest.mark.parametrize(("last_day", "zone", "too_late"), DEADLINES)
def test_the_page_says_the_45th_day_at_2359(last_day, zone, too_late):
    parts = rules.deadline_parts(rules.deadline_instant(last_day, zone), zone, "en")
    assert (parts.day, parts.time) == (last_day + timedelta(days=45), "23:59")


def test_a_day_the_zone_skips_altogether_ends_when_the_next_one_begins():
    assert rules.end_of_day(date(2011, 12, 29), "Pacific/Apia") == utc("2011-12-30T10:00")


def test_a_change_that_begins_before_midnight_ends_the_day_at_the_change():
    """Toronto went from 23:30 on 30 March 1919 straight to 00:30."""
    assert rules.end_of_day(date(1919, 3, 30), "America/Toronto") == utc("1919-03-31T04:30")


@pytest.mark.parametrize(
    ("at", "days"),
    [
        ("2027-02-11T12:00", 3),
        ("2027-02-13T22:59", 1),  # 23:59 on the 13th in Berlin
        ("2027-02-13T23:00", 0),  # the last day has begun
        ("2027-02-14T22:59", 0),
        ("2027-02-14T23:00", -1),
    ],
)
def test_days_left_counts_local_days(at, days):
    deadline = rules.deadline_instant(date(2026, 12, 31), "Europe/Berlin")
    assert rules.days_left(utc(at), deadline, "Europe/Berlin") == days


def test_a_period_that_ended_42_days_ago_leaves_three_days():
    today = utc("2026-11-23T09:00")
    deadline = rules.deadline_instant(date(2026, 11, 23) - timedelta(days=42), "Europe/Berlin")
    assert rules.days_left(today, deadline, "Europe/Berlin") == 3


@pytest.mark.parametrize(
    ("zone", "language", "words"),
    [
        ("Europe/Berlin", "en", "14 February 2027, 23:59 Berlin time"),
        ("America/Los_Angeles", "en", "14 February 2027, 23:59 Los Angeles time"),
    ],
)
def test_a_deadline_is_said_in_full(zone, language, words):
    assert deadline_in_words(rules.deadline_instant(date(2026, 12, 31), zone), zone, language) == words


@pytest.mark.parametrize(("language", "city"), [("en", "Cairo"), ("de", "Kairo")])
def test_the_city_is_named_in_the_readers_language(language, city):
    assert rules.zone_city("Africa/Cairo", language) == city


@pytest.mark.parametrize(
    ("day", "year", "code"),
    [
        (date(2020, 7, 1), 2021, "FY21-H1-usage"),
        (date(2026, 6, 30), 2026, "FY26-H2-usage"),
        (date(2026, 11, 23), 2027, "FY27-H1-usage"),
        (date(2027, 1, 1), 2027, "FY27-H2-usage"),
    ],
)
def test_the_fiscal_year_begins_in_july(day, year, code):
    assert rules.fiscal_year(day) == year
    assert rules.half_year_of(day).code == code


def test_half_years_follow_each_other_without_a_gap():
    halves = list(rules.half_years(rules.HalfYear(2025, 2), date(2028, 6, 30)))
    assert [half.code for half in halves][-1] == "FY28-H2-usage"
    for one, following in pairwise(halves):
        assert one.last_day + timedelta(days=1) == following.first_day
        assert following.previous == one
