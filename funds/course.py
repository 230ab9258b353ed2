"""What was left in a fund day by day, against its usage period and its deadline: for a drawing and its table."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton
from dateutil.relativedelta import relativedelta
from django.db.models import Sum
from django.db.models.functions import TruncDate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from funds.figures import FundFigures
from funds.models import FundEntry
from funds.shown import LEFT
from programs.rules import local_day
from programs.words import date_locale, day_in_words

#: So many days are drawn after the last day to submit: what is forfeited then is seen to go.
AFTERWARDS = 14


@dataclass(frozen=True)
class Course:
    """changes: each day on which something was left more or less, and what was left when it was over.

    today: by the program's calendar. Drawn from the usage period's first day on; what came before is where it starts.
    """

    figures: FundFigures
    changes: list[tuple[date, Decimal]]
    today: date

    @property
    def first_day(self) -> date:
        return self.figures.fund.period.first_day

    @property
    def end(self) -> date:
        return self.figures.due_day + timedelta(days=AFTERWARDS)

    @property
    def drawn_to(self) -> date:
        """As far as anybody knows."""
        return min(self.today, self.end)

    def left_on(self, day: date) -> Decimal:
        """What was left when that day was over."""
        return next((left for changed, left in reversed(self.changes) if changed <= day), Decimal(0))

    @cached_property
    def _steps(self) -> list[tuple[date, Decimal]]:
        later = [one for one in self.changes if self.first_day < one[0] <= self.drawn_to]
        return [(self.first_day, self.left_on(self.first_day)), *later]

    @cached_property
    def highest(self) -> Decimal:
        return max(left for _day, left in self._steps)

    @property
    def is_drawn(self) -> bool:
        """Nothing is to be seen before the period has begun, or where nothing was ever left."""
        return self.today > self.first_day and self.highest > 0

    def _place(self, day: date) -> float:
        return (day - self.first_day).days / (self.end - self.first_day).days

    @property
    def points(self) -> list[tuple[float, float]]:
        """Where the line steps, each from 0 to 1: how far in time, how much of the highest."""
        places = [(self._place(day), float(left / self.highest)) for day, left in self._steps]
        return [*places, (self._place(self.drawn_to), places[-1][1])]

    @property
    def marks(self) -> list[dict[str, Any]]:
        """Today, the last day for activities and the last day to submit; the ends of those days."""
        period = self.figures.fund.period
        found = [
            (_("Last day"), period.last_day, self._place(period.last_day + timedelta(days=1)), "use"),
            (
                _("Submit by"),
                self.figures.due_day,
                self._place(self.figures.due_day + timedelta(days=1)),
                "due",
            ),
        ]
        if self.today <= self.end:
            found.insert(0, (_("Today"), self.today, self._place(self.today), "today"))
        return [
            {"label": f"{label}, {_short(day)}", "place": place, "kind": kind}
            for label, day, place, kind in found
        ]

    @property
    def ticks(self) -> list[dict[str, Any]]:
        """The first days of months."""
        first = self.first_day.replace(day=1)
        months = [first + relativedelta(months=number) for number in range(36)]
        return [
            {"label": format_date(day, "LLL", locale=_locale()), "place": self._place(day)}
            for day in months
            if self.first_day <= day < self.end
        ]

    @property
    def levels(self) -> list[dict[str, Any]]:
        """The lines across: all of the highest, and half of it."""
        return [
            {"label": self.figures.text(self.highest * part), "place": float(part)}
            for part in (Decimal(1), Decimal("0.5"))
        ]

    @property
    def title(self) -> str:
        return _("Left against time: %(fund)s") % {"fund": self.figures.title}

    @property
    def words(self) -> str:
        """What the drawing shows, for those who cannot see it."""
        said = _(
            "From %(first)s on %(first_day)s to %(last)s on %(last_day)s. Activities take place until "
            "%(use)s, claims are submitted until %(due)s."
        )
        return said % {
            "first": self.figures.text(self._steps[0][1]),
            "first_day": day_in_words(self.first_day),
            "last": self.figures.text(self._steps[-1][1]),
            "last_day": day_in_words(self.drawn_to),
            "use": day_in_words(self.figures.fund.period.last_day),
            "due": day_in_words(self.figures.due_day),
        }

    @property
    def table(self) -> list[tuple[str, str]]:
        """The same in figures: the first day, the end of each month, and the last day that is known."""
        first = self.first_day.replace(day=1)
        ends = [first + relativedelta(months=number + 1, days=-1) for number in range(36)]
        days = [self.first_day, *(day for day in ends if self.first_day < day < self.drawn_to), self.drawn_to]
        return [(day_in_words(day), self.figures.text(self.left_on(day))) for day in days]


def course_of(figures: FundFigures, at: datetime) -> Course:
    """The course of a fund until now: one query, one row for each day on which something changed."""
    fund = figures.fund
    entries = FundEntry.objects.filter(fund=fund, number__lte=fund.last_number).behind(LEFT.weights)
    days = entries.annotate(day=TruncDate("at", tzinfo=ZoneInfo(fund.program.zone)))
    changes = list(days.order_by("day").values_list("day").annotate(Sum("counted")))
    left = accumulate(change for _day, change in changes)
    changed = [(day, amount) for (day, _change), amount in zip(changes, left, strict=True)]
    return Course(figures, changed, local_day(at, fund.program.zone))


def _short(day: date) -> str:
    return format_skeleton("MMMd", day, locale=_locale())


def _locale() -> str:
    return date_locale(get_language() or "en")
