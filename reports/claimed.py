"""Claimed, approved, paid and cut, from the prepared sums: one table for each currency, which are never added up."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from programs.money import format_amount, format_money
from reports.enums import Breakdown, Outcome
from reports.forms import ReportFilter
from reports.models import ClaimSums
from reports.naming import COLUMNS, Names
from reports.tabs import address

#: By what a row is broken down that somebody opens.
NEXT = {
    Breakdown.PROGRAM: Breakdown.ACTIVITY,
    Breakdown.PERIOD: Breakdown.ACTIVITY,
    Breakdown.ACTIVITY: Breakdown.COUNTRY,
    Breakdown.COUNTRY: Breakdown.ACTIVITY,
}
AMOUNTS = ("claimed", "cut", "held", "approved", "paid")
CURRENCY = "period__program__currency"


@dataclass(frozen=True)
class Line:
    """One row of the report, or the sum of all: money in the table's currency, claims by outcome.

    only: what the filter says to see nothing else.
    """

    label: str
    only: dict[str, str]
    currency: str
    figures: dict[str, Any]
    form: ReportFilter

    @property
    def url(self) -> str:
        """The same report of this row alone, broken down further."""
        return address("reports", self.form, **self.only, by=NEXT[self.form.breakdown])

    @property
    def counts(self) -> list[dict[str, Any]]:
        """All claims, then by what became of them; each with the way to the claims themselves."""
        every = sum(self.figures[one] for one in Outcome.values)
        found = [("", _("Claims"), every), *((one, one.label, self.figures[one]) for one in Outcome)]
        return [
            {
                "label": label,
                "count": count,
                "url": address("report_claims", self.form, **self.only, outcome=one),
            }
            for one, label, count in found
        ]

    @property
    def bar(self) -> dict[str, Any]:
        """For the component `fund_bars`."""
        return {"label": self.label, "url": self.url, "parts": self.parts, "text": self.claimed}

    @property
    def undecided(self) -> Decimal:
        """What was claimed and neither approved nor cut (yet)."""
        amount: Decimal = self.figures["claimed"] - self.figures["approved"] - self.figures["cut"]
        return amount

    @property
    def parts(self) -> list[dict[str, Any]]:
        """For the component `fund_bars`; together what was claimed."""
        paid = self.figures["paid"]
        shares = [
            ("paid", _("Paid"), paid),
            ("approved", _("Approved, not paid yet"), self.figures["approved"] - paid),
            ("held", _("Not decided yet"), self.undecided),
            ("forfeited", pgettext("amount", "Cut"), self.figures["cut"]),
        ]
        return [
            {"part": part, "label": words, "amount": amount, "text": self.text(amount)}
            for part, words, amount in shares
        ]

    def text(self, amount: Decimal) -> str:
        """Without the currency, which stands above the table."""
        return format_amount(amount, self.currency, get_language() or "en").replace("-", "−")

    @property
    def claimed(self) -> str:
        return self.text(self.figures["claimed"])

    @property
    def held(self) -> str:
        """What the ledger holds for these claims: undecided ones, and cuts that can still be disputed."""
        return format_money(self.figures["held"], self.currency, get_language() or "en")


@dataclass(frozen=True)
class Table:
    """The programs of one currency."""

    currency: str
    lines: list[Line]
    total: Line

    @property
    def bars(self) -> list[dict[str, Any]]:
        return [line.bar for line in self.lines]

    @property
    def totals(self) -> list[dict[str, str]]:
        """The last line of the drawing's table, where there is more than one above it."""
        if len(self.lines) == 1:
            return []
        return [*self.total.parts, {"label": _("Claimed"), "text": self.total.claimed}]


def tables_of(form: ReportFilter) -> list[Table]:
    """By currency. Two queries."""
    sums = form.narrow(ClaimSums.objects.all())
    columns = COLUMNS[form.breakdown]
    added = {name: Sum(name) for name in (*AMOUNTS, *Outcome.values)}
    found = list(sums.order_by().values(CURRENCY, *columns).annotate(**added))
    names = Names(form.breakdown, form.programs, sums)
    currencies = sorted({row[CURRENCY] for row in found})
    return [_table(one, [row for row in found if row[CURRENCY] == one], names, form) for one in currencies]


def _table(currency: str, rows: Iterable[dict[str, Any]], names: Names, form: ReportFilter) -> Table:
    here = {"currency": currency} if "currency" in form.fields else {}
    lines = [
        Line(names.label(row), here | names.only(row), currency, row, form) for row in names.in_order(rows)
    ]
    added = {
        name: sum((line.figures[name] for line in lines), start=0) for name in (*AMOUNTS, *Outcome.values)
    }
    return Table(currency, lines, Line(_("All together"), here, currency, added, form))
