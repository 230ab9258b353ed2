"""What is ahead, and when people are told of it: steps before an instant, each an instant of its own.

Nothing here asks the clock. A step falls due once for each deadline, not for each claim: an extension
makes a new deadline with steps of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q

from programs.models import Extension, UsagePeriod
from programs.rules import last_local_day, start_of_day

#: By so much a local day is longer or shorter where clocks change.
CHANGE = timedelta(hours=1)


@dataclass(frozen=True)
class Step:
    """So many calendar days before the last local day, or so many hours before the very end."""

    days: int = 0
    hours: int = 0

    @property
    def code(self) -> str:
        """What keys of messages call it: "7d", "4h"."""
        return f"{self.hours}h" if self.hours else f"{self.days}d"

    def before(self, end: datetime, zone: str) -> datetime:
        """When it falls due: as its local day in the zone begins, or hours before `end`, which no zone changes."""
        if self.hours:
            return end - timedelta(hours=self.hours)
        return start_of_day(last_local_day(end, zone) - timedelta(days=self.days), zone)


def fallen_due(steps: Iterable[Step], end: datetime, zone: str, since: datetime, at: datetime) -> Step | None:
    """The last of the steps that fell due in (since, at]; None where none did, and from `end` on.

    Those before it that a gap swallowed say nothing any more that the last does not say.
    """
    due = [(step.before(end, zone), step) for step in steps]
    fallen = [pair for pair in due if since < pair[0] <= at < end]
    return max(fallen, key=lambda pair: pair[0])[1] if fallen else None


def may_fall_due(column: str, steps: Iterable[Step], since: datetime, at: datetime) -> Q:
    """Rows of which a step may fall due in (since, at], in whatever zone; `fallen_due` says of each whether it does.

    column: of the instant at which they end; an index over it makes this cheap where nothing is due.
    """
    spans = []
    for step in steps:
        before, change = timedelta(days=step.days + 1), CHANGE
        if step.hours:
            before, change = timedelta(hours=step.hours), timedelta(0)
        span = {f"{column}__gt": since + before - change, f"{column}__lte": at + before + change}
        spans.append(Q(**span))
    return reduce(or_, spans)


@dataclass(frozen=True)
class Deadline:
    """An instant at which claims of a usage period are due: the stored one, or by extension (R1)."""

    period: UsagePeriod
    at: datetime

    @property
    def zone(self) -> str:
        """The program's, in which its days are counted."""
        return self.period.program.zone


def deadlines(after: datetime, until: datetime) -> list[Deadline]:
    """All deadlines in (after, until], whoever they hold for; at most two queries."""
    inside = Q(deadline__gt=after, deadline__lte=until)
    moved = Extension.objects.filter(inside, period=OuterRef("pk"))
    periods = UsagePeriod.objects.with_deadlines().filter(inside | Exists(moved)).order_by("pk")
    return [
        Deadline(period, one)
        for period in periods
        for one in sorted({period.deadline, *(moved.deadline for moved in period.extensions.all())})
        if after < one <= until
    ]
