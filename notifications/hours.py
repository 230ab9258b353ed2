"""Office hours of a reader: a reminder whose hour does not matter comes while somebody can act on it."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OPENS = time(8)
CLOSES = time(18)
SATURDAY = 5


def in_office_hours(at: datetime, zone: str) -> datetime:
    """`at` itself where it is between 8:00 and 18:00 on a weekday in the zone, else the next such opening, in UTC.

    Public holidays are not known here: a mail on a holiday waits in the inbox as it would anywhere.
    """
    local = at.astimezone(ZoneInfo(zone))
    if local.weekday() < SATURDAY and OPENS <= local.time() < CLOSES:
        return at
    day = local.date() if local.time() < OPENS else local.date() + timedelta(days=1)
    return datetime.combine(_weekday_from(day), OPENS, local.tzinfo).astimezone(at.tzinfo)


def _weekday_from(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(7 - day.weekday(), 0) if day.weekday() >= SATURDAY else 0)
