"""The funds of a location by program: those that are open, and all usage periods beside each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from funds.figures import FundFigures
from funds.models import Fund
from funds.shown import AVAILABLE, BAR, Shown
from programs.models import Program
from programs.money import format_amount

#: Programs without an open fund come last.
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class ProgramFunds:
    """One location in one program; `rows` in the order of the usage periods, the newest first."""

    program: Program
    rows: list[FundFigures]

    @property
    def open(self) -> list[FundFigures]:
        """What can still be claimed from, the nearest deadline on top."""
        return sorted((row for row in self.rows if row.is_open), key=lambda row: row.deadline)

    @property
    def first(self) -> Fund:
        """Any of them: they share location, program and currency."""
        return self.rows[0].fund

    @property
    def drawn(self) -> list[dict[str, Any]]:
        """For the component `fund_bars`: one bar for each usage period, its figures without the currency."""
        return [
            {
                "label": row.fund.period.name,
                "url": reverse("fund", args=[row.fund.public_id]),
                "parts": [
                    {
                        "part": one.part,
                        "label": one.head,
                        "amount": one.of(row.fund),
                        "text": row.short(one),
                    }
                    for one in BAR
                ],
                "text": row.short(AVAILABLE),
            }
            for row in self.rows
        ]

    @cached_property
    def totals(self) -> list[dict[str, str]]:
        """All periods together: each part of the bar, then what there was to spend."""
        return [{"label": str(one.head), "text": self._total(one)} for one in (*BAR, AVAILABLE)]

    def _total(self, figure: Shown) -> str:
        total = sum((figure.of(row.fund) for row in self.rows), Decimal(0))
        return format_amount(total, self.first.currency, get_language() or "en")

    @property
    def label(self) -> str:
        """What the drawing is of."""
        words = _("Funds by usage period in %(currency)s: %(program)s")
        return words % {"currency": self.first.currency, "program": self.program}


def by_program(rows: Iterable[FundFigures]) -> list[ProgramFunds]:
    """The figures of a location's funds, put together by program: the most urgent first, then by code."""
    ordered = sorted(rows, key=lambda row: (row.fund.program.code, -row.fund.period.first_day.toordinal()))
    found = [
        ProgramFunds(members[0].fund.program, members)
        for _code, group in groupby(ordered, lambda row: row.fund.program_id)
        if (members := list(group))
    ]
    return sorted(found, key=_urgency)


def _urgency(one: ProgramFunds) -> tuple[datetime, str]:
    return (one.open[0].deadline if one.open else NEVER), one.program.code
