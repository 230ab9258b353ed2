"""What became of earned funds as time passed: month by month what the ledger's entries add up to until its end."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Sum
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from programs.money import format_amount
from programs.words import month_name
from reports.claimed import CURRENCY
from reports.forms import ReportFilter
from reports.models import FundMonth

FIGURES = ("earned", "adjusted", "held", "approved", "paid", "forfeited")
#: So many months are drawn; what was before is in the first of them.
SHOWN = 24


@dataclass(frozen=True)
class Month:
    """The totals of all funds that are shown, at the end of a month; as those of a fund (R11)."""

    first_day: date
    currency: str
    totals: dict[str, Decimal]

    @property
    def label(self) -> str:
        return month_name(self.first_day)

    @property
    def earned(self) -> Decimal:
        """With adjustments."""
        return self.totals["earned"] + self.totals["adjusted"]

    @property
    def text(self) -> str:
        return self._text(self.earned)

    @property
    def parts(self) -> list[dict[str, Any]]:
        """For the component `fund_bars`; together what was earned."""
        t = self.totals
        left = self.earned - t["held"] - t["approved"] - t["forfeited"]
        shares = [
            ("paid", _("Paid"), t["paid"]),
            ("approved", _("Approved, not paid yet"), t["approved"] - t["paid"]),
            ("held", _("Held for submitted claims"), t["held"]),
            ("left", _("Left"), left),
            ("forfeited", _("Forfeited"), t["forfeited"]),
        ]
        return [
            {"part": part, "label": words, "amount": amount, "text": self._text(amount)}
            for part, words, amount in shares
        ]

    def _text(self, amount: Decimal) -> str:
        # Without the currency, which stands above the table.
        return format_amount(amount, self.currency, get_language() or "en").replace("-", "−")


@dataclass(frozen=True)
class Course:
    """The months of one currency, the oldest first."""

    currency: str
    months: list[Month]

    @property
    def bars(self) -> list[dict[str, Any]]:
        """For the component `fund_bars`."""
        return [{"label": one.label, "parts": one.parts, "text": one.text} for one in self.months]


def courses_of(form: ReportFilter, today: date) -> list[Course]:
    """For each currency its months until today's. One query."""
    sums = form.narrow(FundMonth.objects.all()).order_by(CURRENCY, "month")
    found = sums.values(CURRENCY, "month").annotate(**{name: Sum(name) for name in FIGURES})
    return [_course(list(rows), today) for _currency, rows in groupby(found, key=lambda row: row[CURRENCY])]


def _course(changes: list[dict[str, Any]], today: date) -> Course:
    currency: str = changes[0][CURRENCY]
    by_month = {row["month"]: row for row in changes}
    totals = dict.fromkeys(FIGURES, Decimal(0))
    months, month = [], changes[0]["month"]
    last = max(today.replace(day=1), changes[-1]["month"])
    while month <= last:
        if month in by_month:
            totals = {name: totals[name] + by_month[month][name] for name in FIGURES}
        months.append(Month(month, currency, totals))
        month += relativedelta(months=1)
    return Course(currency, months[-SHOWN:])
