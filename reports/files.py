"""Reports as files: every prepared sum that the filter asks for, in a row of its own, for those who add up anew."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from lifecycle.transitions import Words
from lists.spreadsheets import Cell
from programs.money import quantise
from reports.enums import Outcome
from reports.forms import ReportFilter
from reports.models import ClaimSums, CutSums, DecisionDays, FundMonth

#: So many rows are read at once.
BATCH = 1000


@dataclass(frozen=True)
class Sheet:
    """One file: where its rows come from, the words above its columns, and the cells of a row."""

    rows: Callable[[], QuerySet[Any]]
    head: Callable[[], list[Words]]
    cells: Callable[[Any], list[Cell]]


def lines_of(sheet: Sheet, form: ReportFilter, language: str) -> Iterator[list[Cell]]:
    """The head, then each row, in the language: while an answer streams, the request's is over already."""
    found = form.narrow(sheet.rows()).select_related("period__program").in_order()
    with override(language):
        head = [str(words) for words in sheet.head()]
    yield [*head]
    for row in found.iterator(BATCH):
        with override(language):
            cells = sheet.cells(row)
        yield cells


def _where(row: Any) -> list[Cell]:
    program = row.period.program
    return [program.code, row.period.name, row.country, program.currency]


def _where_head() -> list[Words]:
    return [_("Program"), _("Usage period"), _("Country"), _("Currency")]


def _money(row: Any, *names: str) -> list[Cell]:
    amounts: list[Decimal] = [getattr(row, name) for name in names]
    return [quantise(amount, row.period.program.currency) for amount in amounts]


def _claims_head() -> list[Words]:
    return [
        *_where_head(), _("Activity type"), *[one.label for one in Outcome], _("Claimed"), _("Approved"),
        _("Paid"), pgettext("amount", "Cut"), pgettext("amount", "Held"),
    ]  # fmt: skip


def _claims_cells(row: ClaimSums) -> list[Cell]:
    counts = [getattr(row, one) for one in Outcome.values]
    money = _money(row, "claimed", "approved", "paid", "cut", "held")
    return [*_where(row), row.activity_type.code, *counts, *money]


def _funds_head() -> list[Words]:
    return [
        *_where_head(), _("Month"), _("Earned"), _("Adjusted"), pgettext("amount", "Held"), _("Approved"),
        _("Paid"), _("Forfeited"),
    ]  # fmt: skip


def _funds_cells(row: FundMonth) -> list[Cell]:
    money = _money(row, "earned", "adjusted", "held", "approved", "paid", "forfeited")
    return [*_where(row), row.month, *money]


def _times_head() -> list[Words]:
    return [
        *_where_head(), _("Activity type"), _("Business days"), _("Decisions"), _("Business days promised"),
    ]  # fmt: skip


def _times_cells(row: DecisionDays) -> list[Cell]:
    promised = row.period.program.review_days
    return [*_where(row), row.activity_type.code, row.days, row.count, promised]


def _reasons_head() -> list[Words]:
    return [
        *_where_head(), _("Activity type"), _("Reason"), _("Reason in words"), _("Lines"),
        pgettext("amount", "Cut"),
    ]  # fmt: skip


def _reasons_cells(row: CutSums) -> list[Cell]:
    code, words = (row.reason.code, str(row.reason)) if row.reason else ("", _("In own words only"))
    return [*_where(row), row.activity_type.code, code, words, row.lines, *_money(row, "cut")]


#: By the word of the address.
SHEETS = {
    "claims": Sheet(lambda: ClaimSums.objects.select_related("activity_type"), _claims_head, _claims_cells),
    "funds": Sheet(FundMonth.objects.all, _funds_head, _funds_cells),
    "times": Sheet(lambda: DecisionDays.objects.select_related("activity_type"), _times_head, _times_cells),
    "reasons": Sheet(
        lambda: CutSums.objects.select_related("activity_type", "reason"), _reasons_head, _reasons_cells
    ),
}
