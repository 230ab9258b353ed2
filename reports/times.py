"""How long first decisions took, in business days without the partner's turns (R9), and how many kept the promise."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import npgettext

from reports.forms import ReportFilter
from reports.models import DecisionDays
from reports.naming import COLUMNS, Names

#: The last bar of the drawing stands for all that took so long or longer.
MOST = 10


@dataclass
class Times:
    """Decisions by the business days they took; in time by the promise the program makes today."""

    label: str
    days: Counter[int] = field(default_factory=Counter)
    in_time: int = 0

    @property
    def count(self) -> int:
        return self.days.total()

    @property
    def share(self) -> int:
        """In time, in whole per cent."""
        return round(100 * self.in_time / self.count) if self.count else 0

    @property
    def median(self) -> str:
        return self._words(50)

    @property
    def most(self) -> str:
        """Nine of ten took no longer."""
        return self._words(90)

    def _words(self, percent: int) -> str:
        found = self.at_most(percent)
        return "–" if found is None else in_words(found)

    def at_most(self, percent: int) -> int | None:
        """The fewest days in which so many per cent of the decisions were made; None where there are none."""
        rank, seen = -(-self.count * percent // 100), 0
        for days, count in sorted(self.days.items()):
            seen += count
            if seen >= rank:
                return days
        return None

    def add(self, row: dict[str, Any]) -> None:
        """A row of `_found`."""
        self.days[row["days"]] += row["decisions"]
        self.in_time += row["in_time"] or 0


@dataclass(frozen=True)
class Bar:
    """One bar of the drawing, for the component `bar_chart`."""

    label: str
    count: int
    parts: list[dict[str, Any]]


@dataclass(frozen=True)
class Report:
    """The rows of the table, all together, and the drawing."""

    rows: list[Times]
    total: Times
    bars: list[Bar]


def report_of(form: ReportFilter) -> Report:
    """Two queries."""
    sums = form.narrow(DecisionDays.objects.all())
    found = _found(sums, COLUMNS[form.breakdown])
    names, total = Names(form.breakdown, form.programs, sums), Times(_("All together"))
    rows: dict[str, Times] = {}
    for row in names.in_order(found):
        label = names.label(row)
        rows.setdefault(label, Times(label)).add(row)
        total.add(row)
    return Report(list(rows.values()), total, _bars(found))


def _found(sums: Any, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    kept = Q(days__lte=F("period__program__review_days"))
    rows = sums.order_by().values(*columns, "days")
    return list(rows.annotate(in_time=Sum("count", filter=kept), decisions=Sum("count")))


def _bars(found: list[dict[str, Any]]) -> list[Bar]:
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for row in found:
        kept = row["in_time"] or 0
        counts[min(row["days"], MOST)].update({"in-time": kept, "overdue": row["decisions"] - kept})
    labels = {"in-time": _("Within the promise"), "overdue": _("Later")}
    return [
        Bar(
            _bar_words(days),
            counts[days].total(),
            [{"part": part, "label": label, "count": counts[days][part]} for part, label in labels.items()],
        )
        for days in range(max(counts, default=-1) + 1)
    ]


def _bar_words(days: int) -> str:
    if days == MOST:
        return _("%(days)d business days and more") % {"days": days}
    return in_words(days)


def in_words(days: int) -> str:
    """ "3 business days"; 0 are "the same day"."""
    if days == 0:
        return _("the same day")
    return npgettext("time to a decision", "%(days)d business day", "%(days)d business days", days) % {
        "days": days
    }
