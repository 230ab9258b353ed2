"""How long the open claims of a queue have waited for us, drawn as a chart with its table."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.querysets import ClaimQuerySet

#: Where one bar ends and the next begins, in days of 24 hours.
EDGES = (1, 2, 3, 5, 10, 20)


@dataclass(frozen=True)
class Age:
    """Claims of one age: in time, and past the day that was promised (R9)."""

    label: str
    in_time: int
    overdue: int

    @property
    def count(self) -> int:
        return self.in_time + self.overdue

    @property
    def parts(self) -> list[dict[str, Any]]:
        """For the chart."""
        return [
            {"part": "in-time", "label": _("In time"), "count": self.in_time},
            {"part": "overdue", "label": _("Overdue"), "count": self.overdue},
        ]


def steps(claims: ClaimQuerySet, at: datetime) -> list[dict[str, Any]]:
    """Open claims by `state` and `step`: `count`, and `overdue` of them. Step: which age; None: nobody waits for us."""
    cases = [When(waiting_since=None, then=Value(None))]
    cases += [
        When(waiting_since__gt=at - timedelta(days=days), then=Value(n)) for n, days in enumerate(EDGES)
    ]
    step = Case(*cases, default=Value(len(EDGES)), output_field=IntegerField())
    late = Count("pk", filter=Q(promised_at__lte=at))
    found: Any = claims.open().order_by().annotate(step=step).values("state", "step")
    return list(found.annotate(count=Count("pk"), overdue=late))


def ages_of(found: Iterable[dict[str, Any]]) -> list[Age]:
    """The ages of what `steps` found, youngest first."""
    counted: Counter[int] = Counter()
    overdue: Counter[int] = Counter()
    for one in found:
        if one["step"] is not None:
            counted[one["step"]] += one["count"]
            overdue[one["step"]] += one["overdue"]
    return [_age(step, overdue[step], counted[step]) for step in range(len(EDGES) + 1)]


def _age(step: int, overdue: int, count: int) -> Age:
    return Age(_label(step), count - overdue, overdue)


def _label(step: int) -> str:
    if step == 0:
        return _("Under 1 day")
    least = EDGES[step - 1]
    if step == len(EDGES):
        return ngettext("%(least)d day and more", "%(least)d days and more", least) % {"least": least}
    return _("%(least)d to %(most)d days") % {"least": least, "most": EDGES[step]}
