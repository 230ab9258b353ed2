"""Why lines were cut or refused, by what it came to: one table for each currency."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import Sum
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from programs.models import Reason
from programs.money import format_money
from reports.claimed import CURRENCY
from reports.forms import ReportFilter
from reports.models import CutSums


@dataclass(frozen=True)
class Used:
    """A reason; `part` of all that was cut in this currency, in whole per cent."""

    words: str
    lines: int
    cut: str
    part: int


@dataclass(frozen=True)
class Table:
    """The reasons of one currency, the costliest first."""

    currency: str
    rows: list[Used]


def tables_of(form: ReportFilter) -> list[Table]:
    """By currency. Two queries."""
    sums = form.narrow(CutSums.objects.all())
    rows = sums.order_by(CURRENCY).values(CURRENCY, "reason").annotate(lines=Sum("lines"), cut=Sum("cut"))
    found = list(rows)
    known = Reason.objects.in_bulk({row["reason"] for row in found if row["reason"]})
    grouped = groupby(found, key=lambda row: row[CURRENCY])
    return [Table(currency, _rows(list(some), currency, known)) for currency, some in grouped]


def _rows(found: list[dict[str, Any]], currency: str, known: dict[int, Reason]) -> list[Used]:
    whole = sum((row["cut"] for row in found), Decimal(0))
    language = get_language() or "en"
    return [
        Used(
            str(known[row["reason"]]) if row["reason"] else _("In own words only"),
            row["lines"],
            format_money(row["cut"], currency, language),
            round(100 * row["cut"] / whole),
        )
        for row in sorted(found, key=lambda row: -row["cut"])
    ]
