"""Clocks of R9: business days of the countries concerned, to the end of a local day."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from programs.models import Program
from programs.rules import end_of_day

SATURDAY = 5


@lru_cache(maxsize=64)
def holidays_of(country: str) -> holidays.HolidayBase:
    """The public holidays of a country (ISO 3166 code), each year worked out when it is asked for; none if unknown."""
    try:
        return holidays.country_holidays(country)
    except NotImplementedError:
        return holidays.HolidayBase()


def is_business_day(day: date, countries: frozenset[str]) -> bool:
    """Monday to Friday and a holiday in none of the countries (ISO 3166 codes)."""
    return day.weekday() < SATURDAY and not any(day in holidays_of(country) for country in countries)


def business_days_after(day: date, count: int, countries: frozenset[str]) -> date:
    """The `count`-th business day after `day`, which itself does not count."""
    while count > 0:
        day += timedelta(days=1)
        if is_business_day(day, countries):
            count -= 1
    return day


def answer_due(program: Program, partner_country: str, at: datetime) -> datetime:
    """R9: until when a request made at `at` can be answered.

    The end of a local day in the program's zone, after the program's answer days,
    counted in business days of both countries; never fewer than the program's least.
    """
    days = max(program.answer_days, program.answer_minimum_days)
    today = at.astimezone(ZoneInfo(program.zone)).date()
    return end_of_day(
        business_days_after(today, days, frozenset({program.country, partner_country})), program.zone
    )


def review_due(program: Program, since: datetime) -> datetime:
    """R9: by when a claim waiting since `since` is promised a decision; business days of the program's country."""
    return _promised(program, program.review_days, since)


def dispute_due(program: Program, since: datetime) -> datetime:
    """R9: by when a dispute waiting since `since` is promised its decision."""
    return _promised(program, program.dispute_review_days, since)


def payment_due(program: Program, since: datetime) -> datetime:
    """R9: by when an amount that reached the program's minimum at `since` is promised to be paid."""
    return _promised(program, program.payment_days, since)


def _promised(program: Program, days: int, since: datetime) -> datetime:
    day = since.astimezone(ZoneInfo(program.zone)).date()
    return end_of_day(business_days_after(day, days, frozenset({program.country})), program.zone)
