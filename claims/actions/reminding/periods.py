"""To program managers: a usage period is about to close, and, once it has, what became of it in figures."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from claims.closing import AMOUNTS, Closing, closings
from notifications.actions.sending import Draft
from notifications.actions.telling import tell
from notifications.hours import in_office_hours
from programs.ahead import Deadline, Step, deadlines, fallen_due
from programs.enums import VendorRole
from programs.money import quantise
from programs.permissions import people_of
from programs.rules import deadline_for

#: While there is time to write to partners.
STEPS = (Step(14),)
HORIZON = timedelta(days=16)
#: The longest time outside office hours, and a clock change.
LONGEST_NIGHT = timedelta(days=3)


def tell_what_closes(at: datetime) -> int:
    """Tell managers how many drafts there are and what is left before a deadline. Returns how many messages."""
    return tell("period_closing", _closing, at)


def tell_what_closed(at: datetime) -> int:
    """Tell managers the figures of a period when its deadline is over. Returns how many messages."""
    return tell("period_closed", _closed, at)


def _closing(since: datetime, at: datetime) -> Iterator[Draft]:
    near = _general(deadlines(at, at + HORIZON))
    due = [one for one in near if fallen_due(STEPS, one.at, one.zone, since, at)]
    yield from _drafts(due, at, ahead=True)


def _closed(since: datetime, at: datetime) -> Iterator[Draft]:
    """In the program's office hours: by then the clock has ended the drafts and forfeited what was left."""
    over = _general(deadlines(since - LONGEST_NIGHT, at))
    due = [one for one in over if since < in_office_hours(one.at, one.zone) <= at]
    yield from _drafts(due, at, ahead=False)


def _general(found: list[Deadline]) -> list[Deadline]:
    """Those that hold for every location without an extension of its own."""
    return [one for one in found if one.at == deadline_for(one.period, None)]


def _drafts(due: list[Deadline], at: datetime, *, ahead: bool) -> Iterator[Draft]:
    for figures in closings([one.period for one in due], at) if due else ():
        key = figures.deadline.isoformat()
        for manager in people_of([figures.period.program_id], VendorRole.MANAGER):
            until = figures.deadline if ahead else None
            yield Draft(manager, figures.period, key, _facts(figures), void_at=until)


def _facts(figures: Closing) -> dict[str, Any]:
    period, currency = figures.period, figures.currency
    amounts = {name: str(quantise(getattr(figures, name), currency)) for name in AMOUNTS}
    return {
        **amounts,
        "currency": currency,
        "submitted": figures.submitted,
        "drafts": figures.drafts,
        "expired": figures.expired,
        "locations": figures.locations,
        "program": period.program.name,
        "first_day": period.first_day.isoformat(),
        "last_day": period.last_day.isoformat(),
        "deadline": figures.deadline.isoformat(),
        "zone": period.program.zone,
    }
