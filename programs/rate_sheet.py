"""Reading a sheet of monthly exchange rates: month, currency, into, rate; everything wrong in it by line.

Comma or semicolon between the columns; the decimal mark is the one the sheet uses, but only one.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from babel import Locale
from django.utils.translation import gettext as _

COLUMNS = ("month", "currency", "into", "rate")
LARGEST_SHEET = 1024 * 1024
MOST_ROWS = 5_000
_YEARS = range(2000, 2100)
_RATE = re.compile(r"\d{1,10}(?:[.,]\d{1,8})?", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})(?:-01)?", re.ASCII)


@dataclass(frozen=True)
class RateRow:
    """One rate as the sheet says it; `month` is its first day, `line` where it stands."""

    line: int
    month: date
    currency: str
    into: str
    rate: Decimal

    @property
    def key(self) -> tuple[date, str, str]:
        return self.month, self.currency, self.into


@dataclass(frozen=True)
class Problem:
    """What is wrong in a line of the sheet; line 0: with the sheet as a whole."""

    line: int
    words: str

    def __str__(self) -> str:
        if not self.line:
            return self.words
        return _("Line %(line)s: %(words)s") % {"line": self.line, "words": self.words}


class SheetUnreadable(ValueError):
    """The sheet cannot be taken; `problems` in the order of its lines."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(map(str, problems)))


class _NotSo(ValueError):
    """One cell is wrong; the argument is the sentence."""


def read_rates(content: bytes) -> list[RateRow]:
    """All rows of a sheet. Raises SheetUnreadable with everything that is wrong, not just the first."""
    lines = _lines(content)
    mark = _decimal_mark(cells for _line, cells in lines)
    rows: list[RateRow] = []
    problems: list[Problem] = []
    for line, cells in lines:
        try:
            rows.append(_row(line, cells, mark))
        except _NotSo as error:
            problems.append(Problem(line, str(error)))
    problems += _twice(rows)
    if not rows and not problems:
        problems.append(Problem(0, _("The sheet holds no rates.")))
    if problems:
        raise SheetUnreadable(*sorted(problems, key=lambda one: one.line))
    return rows


def _lines(content: bytes) -> list[tuple[int, dict[str, str]]]:
    """The cells of each line below the header, by column; empty lines are left out."""
    lines = _cells(_text(content))
    names = [cell.lower() for cell in lines[0][1]] if lines else []
    if sorted(names) != sorted(COLUMNS):
        words = _("The first line names the columns: %(columns)s.") % {"columns": ", ".join(COLUMNS)}
        raise SheetUnreadable(Problem(1, words))
    if len(lines) > MOST_ROWS + 1:
        raise SheetUnreadable(Problem(0, _("The sheet has more than %(most)s rows.") % {"most": MOST_ROWS}))
    # What stands beyond the columns is kept: "1,08" between commas would else be read as 1.
    return [(line, dict(zip_longest(names, row, fillvalue=""))) for line, row in lines[1:]]


def _cells(text: str) -> list[tuple[int, list[str]]]:
    header, _newline, _rest = text.partition("\n")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in header else ",")
    try:
        lines = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error as error:
        raise SheetUnreadable(Problem(reader.line_num, _("This line cannot be read."))) from error
    return [(line, row) for line, row in lines if any(row)]


def _text(content: bytes) -> str:
    if len(content) > LARGEST_SHEET:
        raise SheetUnreadable(Problem(0, _("The sheet is too large for exchange rates.")))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        words = _("The sheet is not written in UTF-8. Save it as “CSV UTF-8” and try again.")
        raise SheetUnreadable(Problem(0, words)) from error
    if "\0" in text:
        raise SheetUnreadable(Problem(0, _("This is not a CSV file.")))
    return text


def _decimal_mark(lines: Iterable[dict[str, str]]) -> str:
    """The mark the sheet uses first; a point where it uses none."""
    used = (mark for cells in lines for mark in cells["rate"] if mark in ".,")
    return next(used, ".")


def _row(line: int, cells: dict[str, str], mark: str) -> RateRow:
    if cells.get("", ""):
        words = _(
            "This line has too many columns. Decimals with a comma need semicolons between the columns."
        )
        raise _NotSo(words)
    currency, into = _currency(cells["currency"]), _currency(cells["into"])
    if currency == into:
        raise _NotSo(_("A rate leads from one currency into another."))
    return RateRow(line, _month(cells["month"]), currency, into, _rate(cells["rate"], mark))


def _month(cell: str) -> date:
    found = _MONTH.fullmatch(cell)
    if not found or int(found[1]) not in _YEARS or not 1 <= int(found[2]) <= 12:
        raise _NotSo(_("“%(cell)s” is no month. Write it like this: 2026-10.") % {"cell": cell[:20]})
    return date(int(found[1]), int(found[2]), 1)


def _currency(cell: str) -> str:
    if cell not in Locale("en").currencies:
        words = _("“%(cell)s” is no currency. Write its code in capital letters, for example EUR.")
        raise _NotSo(words % {"cell": cell[:20]})
    return cell


def _rate(cell: str, mark: str) -> Decimal:
    if not _RATE.fullmatch(cell):
        words = _("“%(cell)s” is no rate. Write digits with at most eight decimal places, without grouping.")
        raise _NotSo(words % {"cell": cell[:20]})
    if set(cell) & set(".,") - {mark}:
        raise _NotSo(_("The sheet writes decimals both with a comma and with a point. Use one of them."))
    rate = Decimal(cell.replace(",", "."))
    if not rate:
        raise _NotSo(_("A rate is greater than nothing."))
    return rate


def _twice(rows: list[RateRow]) -> Iterator[Problem]:
    first: dict[Any, int] = {}
    for row in rows:
        line = first.setdefault(row.key, row.line)
        if line != row.line:
            words = _("The same month and currencies stand in line %(line)s already.") % {"line": line}
            yield Problem(row.line, words)
