"""Deadlines in templates: always with the zone they are meant in."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils.translation import get_language

from programs.rules import days_left, local_day
from programs.words import day_in_words, deadline_in_words, instant_in_words, period_name

register = template.Library()

#: Of a person who has not said where they are.
NO_ZONE = "UTC"


@register.simple_tag
def deadline_words(instant: datetime | str, zone: str) -> str:
    """The last minute in which one is in time: "14 February 2027, 23:59 Berlin time"."""
    return deadline_in_words(_instant(instant), zone, get_language() or "en")


@register.simple_tag
def own_time(instant: datetime | str, zone: str, own: str, begins: bool = False) -> str:
    """The same by the clock of a reader elsewhere; "" where both clocks agree, and for a reader who has no zone yet.

    own: the reader's zone; begins: the instant is one at which something begins, as for `instant_words`.
    """
    moment = _instant(instant)
    here, there = (moment.astimezone(ZoneInfo(name)).utcoffset() for name in (zone, own))
    if here == there or own == NO_ZONE:
        return ""
    return instant_words(moment, own) if begins else deadline_words(moment, own)


@register.simple_tag
def instant_words(instant: datetime | str, zone: str) -> str:
    """When something begins or happened: "27 November 2026, 09:12 Berlin time"."""
    return instant_in_words(_instant(instant), zone, get_language() or "en")


@register.simple_tag
def days_until(instant: datetime | str, zone: str, at: datetime) -> int:
    """Whole local days until the deadline's last day; 0 on that day, negative afterwards."""
    return days_left(at, _instant(instant), zone)


@register.simple_tag
def day_words(day: date | str) -> str:
    """A day in full, for mails too: "30 November 2028"."""
    return day_in_words(date.fromisoformat(day) if isinstance(day, str) else day)


@register.simple_tag
def day_of(instant: datetime | str, zone: str) -> str:
    """The day an instant lies in, by the zone's calendar, in full: "7 February 2027"."""
    return day_in_words(local_day(_instant(instant), zone))


@register.simple_tag
def period_words(first: str, last: str) -> str:
    """A usage period by its days as text: "July to December 2026"."""
    return period_name(date.fromisoformat(first), date.fromisoformat(last))


@register.simple_tag
def period_of(first: date, last: date) -> str:
    """The same of days: "January to June 2026"."""
    return period_name(first, last)


def _instant(value: Any) -> datetime:
    # What a message or an event keeps in JSON is text.
    return datetime.fromisoformat(value) if isinstance(value, str) else value
