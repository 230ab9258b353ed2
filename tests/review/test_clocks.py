"""R9: business days of the countries concerned, to the end of a local day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from programs.models import Program
from review.clocks import answer_due, business_days_after, dispute_due, is_business_day, review_due

DE, GB, PL, JP, US = (frozenset({code}) for code in ("DE", "GB", "PL", "JP", "US"))
BERLIN = "Europe/Berlin"


def program(**fields) -> Program:
    usual = {"zone": BERLIN, "country": "DE", "answer_days": 14, "review_days": 2, "dispute_review_days": 5}
    return Program(**usual | fields)


def local(instant: datetime, zone: str = BERLIN) -> str:
    """As people of that zone write it."""
    return instant.astimezone(ZoneInfo(zone)).strftime("%a %Y-%m-%d %H:%M")


def at(text: str, zone: str = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("day", "countries", "expected"),
    [
        (date(2026, 11, 23), DE, True),  # a Monday
        (date(2026, 11, 21), DE, False),  # Saturday
        (date(2026, 11, 22), DE, False),  # Sunday
        (date(2026, 10, 3), DE, False),  # German Unity, a Saturday too
        (date(2025, 10, 3), DE, False),  # German Unity on a Friday
        (date(2025, 10, 3), GB, True),
        (date(2026, 5, 4), GB, False),  # early May bank holiday
        (date(2026, 8, 31), GB, True),  # a holiday of England, not of Scotland: regions do not count
        (date(2026, 11, 11), PL, False),  # Polish independence
        (date(2026, 11, 11), DE, True),
        (date(2026, 11, 11), DE | PL, False),  # a holiday in one of the two
        (date(2026, 11, 23), JP, False),  # Labour Thanksgiving
        (date(2026, 11, 26), US, False),  # Thanksgiving
        (date(2026, 4, 3), DE | GB, False),  # Good Friday
        (date(2026, 11, 23), frozenset({"XX"}), True),  # a country nobody knows the holidays of
    ],
)
def test_business_days(day, countries, expected):
    assert is_business_day(day, countries) is expected


@pytest.mark.parametrize(
    ("start", "count", "countries", "expected"),
    [
        (date(2026, 11, 23), 1, DE, date(2026, 11, 24)),
        (date(2026, 11, 20), 1, DE, date(2026, 11, 23)),  # over the weekend
        (date(2026, 11, 21), 1, DE, date(2026, 11, 23)),  # from a Saturday
        (date(2026, 12, 23), 2, DE, date(2026, 12, 28)),  # over Christmas
        (date(2026, 12, 23), 2, DE | GB, date(2026, 12, 29)),  # Boxing Day is made up for on the Monday
        (date(2026, 4, 29), 3, PL, date(2026, 5, 5)),  # 1 May a Friday, 3 May a Sunday
        (date(2026, 5, 1), 5, JP, date(2026, 5, 13)),  # Golden Week
        (date(2026, 11, 23), 0, DE, date(2026, 11, 23)),
    ],
)
def test_counting_them(start, count, countries, expected):
    assert business_days_after(start, count, countries) == expected


def test_a_request_gives_business_days_of_both_sides():
    """Asked on Friday 30 October 2026: 14 days of Germany and Poland, without 11 November; the 14th is the 20th."""
    asked = at("2026-10-30 11:00")
    assert local(answer_due(program(), "DE", asked) - timedelta(seconds=1)) == "Thu 2026-11-19 23:59"
    assert local(answer_due(program(), "PL", asked) - timedelta(seconds=1)) == "Fri 2026-11-20 23:59"


@pytest.mark.parametrize("days", [0, 1, 5])
def test_there_are_five_days_in_any_case(days):
    due = answer_due(program(answer_days=days), "DE", at("2026-11-23 09:00"))
    assert local(due) == "Tue 2026-12-01 00:00"


def test_a_program_may_give_more_in_any_case():
    due = answer_due(program(answer_days=1, answer_minimum_days=6), "DE", at("2026-11-23 09:00"))
    assert local(due) == "Wed 2026-12-02 00:00"


@pytest.mark.parametrize(
    ("asked", "country", "last_day"),
    [
        (
            "2026-12-07 10:00",
            "DE",
            "Mon 2026-12-28",
        ),  # the 14th would be Christmas Day, and the next a Saturday
        ("2026-12-07 10:00", "GB", "Tue 2026-12-29"),  # Boxing Day is made up for on the Monday there
        ("2026-09-14 10:00", "DE", "Fri 2026-10-02"),  # the day before German Unity
        ("2026-10-14 10:00", "PL", "Tue 2026-11-03"),  # All Saints is a Sunday; summer time ended in between
        ("2026-03-20 10:00", "DE", "Mon 2026-04-13"),  # over Easter and the beginning of summer time
    ],
)
def test_a_request_is_never_due_on_a_holiday(asked, country, last_day):
    due = answer_due(program(), country, at(asked))
    assert local(due - timedelta(seconds=1)) == f"{last_day} 23:59"
    assert local(due).endswith("00:00")


def test_both_sides_read_the_same_instant_in_their_own_time():
    """Due in Berlin at the end of the day is the next morning in Tokyo, and in the evening in New York."""
    due = answer_due(program(answer_days=5), "JP", at("2026-10-22 12:00")) - timedelta(seconds=1)
    assert local(due) == "Thu 2026-10-29 23:59"
    assert local(due, "Asia/Tokyo") == "Fri 2026-10-30 07:59"
    assert local(due, "America/New_York") == "Thu 2026-10-29 18:59"


def test_the_day_of_asking_does_not_count_however_late_it_is():
    dues = {answer_due(program(answer_days=5), "DE", at(f"2026-11-23 {hour}")) for hour in ("00:00", "23:59")}
    assert len(dues) == 1


def test_the_day_is_the_program_s_own():
    """22:30 UTC is Monday in Berlin, and Tuesday already in Tokyo."""
    asked = datetime(2026, 11, 16, 22, 30, tzinfo=UTC)
    tokyo = program(zone="Asia/Tokyo", country="JP", answer_days=5)
    assert local(answer_due(tokyo, "JP", asked), "Asia/Tokyo") == "Thu 2026-11-26 00:00"
    assert local(answer_due(program(answer_days=5), "DE", asked)) == "Tue 2026-11-24 00:00"


def test_a_change_of_clocks_in_between_moves_no_day():
    """Summer time ends on 25 October 2026: the due instant is a local midnight on both sides of it."""
    asked = at("2026-10-22 12:00")
    due = answer_due(program(answer_days=5), "DE", asked)
    assert local(due) == "Fri 2026-10-30 00:00"
    assert due - at("2026-10-23 00:00") == timedelta(days=7, hours=1)


def test_a_day_without_midnight_ends_at_the_change():
    """Beirut, 28 March 2027: at midnight clocks go to one. Saturday ends where Sunday begins."""
    beirut = program(zone="Asia/Beirut", country="XX", answer_days=5)
    due = answer_due(beirut, "XX", at("2027-03-19 12:00", "Asia/Beirut"))
    assert local(due - timedelta(seconds=1), "Asia/Beirut") == "Fri 2027-03-26 23:59"


def test_promises_count_our_own_country_only():
    """Boxing Day is a holiday in Germany too, but the Polish 11 November is not."""
    since = at("2026-11-10 15:00")
    assert local(review_due(program(), since) - timedelta(seconds=1)) == "Thu 2026-11-12 23:59"
    assert local(review_due(program(country="PL"), since) - timedelta(seconds=1)) == "Fri 2026-11-13 23:59"
    assert local(dispute_due(program(), since) - timedelta(seconds=1)) == "Tue 2026-11-17 23:59"
