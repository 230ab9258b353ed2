"""A fund as a page shows it: totals, deadline, and what the bar is made of (R11).

Two queries for any number of funds; nothing is written.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Partner
from funds.entries import signed
from funds.models import Fund
from funds.shown import (
    ADJUSTED,
    ALL,
    APPROVED,
    AVAILABLE,
    BAR,
    CLAIMED,
    EARNED,
    FORFEITED,
    HELD,
    LEFT,
    PAID,
    UNPAID,
    Shown,
)
from programs.money import format_amount, format_money
from programs.rules import days_left, deadline_for, last_local_day


@dataclass(frozen=True)
class SumRow:
    """One line of the sum; within: part of the line above it, which has it already; total: what comes out."""

    shown: Shown
    text: str
    within: bool = False
    total: bool = False


@dataclass(frozen=True)
class FundFigures:
    """One fund at one instant. Amounts are in the fund's currency."""

    fund: Fund
    deadline: datetime
    days_left: int
    is_open: bool

    @property
    def title(self) -> str:
        """Program and usage period, in the reader's language."""
        return f"{self.fund.program} · {self.fund.period.name}"

    @property
    def due_day(self) -> date:
        """The last day to submit, an extension counted."""
        return last_local_day(self.deadline, self.fund.program.zone)

    @property
    def undecided(self) -> bool:
        """R11: below the program's threshold and the earning period not closed: it may become a rebate."""
        below = self.fund.available < self.fund.program.threshold
        return below and self.fund.period.earning_closed_at is None

    @property
    def shares(self) -> list[tuple[str, str, Decimal]]:
        """Part, words and amount of the whole fund, in the order of the bar; together what was available."""
        return [(one.part, str(one.label), one.of(self.fund)) for one in BAR]

    @property
    def parts(self) -> list[dict[str, Any]]:
        """The shares for the component `fund_bar`; what was never forfeited is not mentioned."""
        return [
            {"part": part, "label": words, "amount": amount, "text": self.text(amount)}
            for part, words, amount in self.shares
            if amount or part != "forfeited"
        ]

    @property
    def items(self) -> list[dict[str, Any]]:
        """Earned, claimed and left for the component `figures`, each with the way to its entries."""
        fund = self.fund
        note = _("adjusted by %(amount)s") % {"amount": self.text(fund.adjusted)} if fund.adjusted else ""
        return [
            {
                "label": _("Earned"),
                "text": self.text(fund.available),
                "note": note,
                "url": self.url(AVAILABLE),
            },
            {"label": CLAIMED.label, "text": self.text(fund.claimed), "url": self.url(CLAIMED)},
            {
                "label": LEFT.label,
                "text": self.text(fund.left),
                "part": "left",
                "strong": True,
                "url": self.url(LEFT),
            },
        ]

    @property
    def figure(self) -> dict[str, str]:
        """Every figure by its code, without the currency, where funds stand below each other."""
        return {one.code: self.short(one) for one in ALL}

    def short(self, figure: Shown) -> str:
        """A figure without its currency."""
        return format_amount(figure.of(self.fund), self.fund.currency, get_language() or "en")

    def url(self, figure: Shown) -> str:
        """Where the entries behind a figure stand."""
        return reverse("fund_figure", args=[self.fund.public_id, figure.code])

    @property
    def sum(self) -> list["SumRow"]:
        """How what is left comes about, line by line: the table beside the bar, each line opening to its entries."""
        fund = self.fund
        spent = [SumRow(one, signed(-one.of(fund), fund.currency)) for one in (HELD, APPROVED)]
        of_it = [SumRow(one, self.text(one.of(fund)), within=True) for one in (PAID, UNPAID)]
        return [
            SumRow(EARNED, self.text(fund.earned)),
            SumRow(ADJUSTED, signed(fund.adjusted, fund.currency)),
            *spent,
            *of_it,
            SumRow(FORFEITED, signed(-fund.forfeited, fund.currency)),
            SumRow(LEFT, self.text(fund.left), total=True),
        ]

    @property
    def bar_label(self) -> str:
        """What the drawing says to those who cannot see it."""
        words = _("%(left)s of %(available)s are left")
        return words % {"left": self.text(self.fund.left), "available": self.text(self.fund.available)}

    def text(self, amount: Decimal) -> str:
        """The amount in words, a negative one with a true minus sign."""
        return format_money(amount, self.fund.currency, get_language() or "en").replace("-", "−")


def figures_of(fund: Fund, at: datetime) -> FundFigures:
    """The figures of one fund; reads what `for_reading()` fetched."""
    deadline = deadline_for(fund.period, fund.partner)
    return FundFigures(fund, deadline, days_left(at, deadline, fund.program.zone), at < deadline)


def funds_for_home(user: Any, partner: Partner, at: datetime) -> list[FundFigures]:
    """What a person may see of a location's funds: open ones first, the nearest deadline on top."""
    funds = Fund.objects.visible_to(user).filter(partner=partner).for_reading()
    return _in_order(figures_of(fund, at) for fund in funds)


def _in_order(rows: Iterable[FundFigures]) -> list[FundFigures]:
    drawn = list(rows)
    still_open = sorted((row for row in drawn if row.is_open), key=lambda row: row.deadline)
    closed = sorted((row for row in drawn if not row.is_open), key=lambda row: row.deadline, reverse=True)
    return [*still_open, *closed]
