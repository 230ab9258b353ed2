"""One cell as a day, an amount or a text. What could mean two things is an error, never a guess."""

import re
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from documents.sheets import found
from programs.money import NotAnAmount, parse_amount

Cell = tuple[str, str]
NOTHING: Cell = ("", "")

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_WRITTEN = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", re.ASCII)
_COUNT = re.compile(r"\d{1,9}", re.ASCII)
_YEARS = range(2000, 2100)
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Wrong(ValueError):
    """The cell cannot be taken; the argument is the sentence."""


def require_plain(cell: Cell) -> None:
    """Raise Wrong for what is no plain value in any column."""
    what, said = cell
    if what == found.FORMULA:
        words = _("“%(cell)s” is a formula. Formulas are not calculated here: paste its value instead.")
        raise Wrong(words % {"cell": said[:40]})
    if what == found.FAULT:
        raise Wrong(_("Your spreadsheet program shows an error here: %(cell)s.") % {"cell": said[:20]})
    if what == found.TRUTH:
        raise Wrong(_("This is neither text nor a number: %(cell)s.") % {"cell": said[:20]})


def text(cell: Cell, most: int, lines: bool = False) -> str:
    """Text of at most so many characters, on one line unless `lines`. Raises Wrong."""
    what, said = cell
    if what in (found.DAY, found.MOMENT):
        words = _("Your spreadsheet program made a date of this (%(cell)s). Format the column as text.")
        raise Wrong(words % {"cell": said[:20]})
    if what == found.NUMBER and not re.fullmatch(r"-?\d{1,15}(\.\d+)?", said, re.ASCII):
        raise Wrong(_("This number lost its digits in the spreadsheet. Format the column as text."))
    plain = said if lines else " ".join(said.split())
    if _HIDDEN.search(plain.replace("\r\n", "\n")):
        raise Wrong(_("This holds characters that cannot be seen. Type it anew."))
    if len(plain) > most:
        raise Wrong(
            _("At most %(most)s characters; this has %(length)s.") % {"most": most, "length": len(plain)}
        )
    return plain.replace("\r\n", "\n")


def day(cell: Cell, writing: str) -> date | None:
    """A day; None for an empty cell. As text 2026-12-31, in German 31.12.2026, in English only what is clear.

    Raises Wrong.
    """
    what, said = cell
    if not what:
        return None
    if what not in (found.DAY, found.TEXT):
        raise Wrong(_("This is no day. Write it like 2026-12-31."))
    if iso := _ISO.fullmatch(said):
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    if written := _WRITTEN.fullmatch(said):
        return _in_order(int(written[1]), int(written[3]), int(written[4]), written[2], writing)
    raise Wrong(_("“%(cell)s” is no day. Write it like 2026-12-31.") % {"cell": said[:20]})


def _in_order(first: int, second: int, year: int, mark: str, writing: str) -> date:
    """Day first where German writes it with points; else only what can be read in one way alone."""
    if (mark == "." and writing == "de") or first > 12 or first == second:
        return _date(year, second, first)
    if second > 12:
        return _date(year, first, second)
    words = _("This could be two days: %(one)s or %(other)s. Write it like that.")
    raise Wrong(words % {"one": _date(year, second, first), "other": _date(year, first, second)})


def _date(year: int, month: int, day_of_month: int) -> date:
    try:
        made = date(year, month, day_of_month)
    except ValueError as error:
        raise Wrong(_("There is no such day.")) from error
    if made.year not in _YEARS:
        raise Wrong(_("There is no such day."))
    return made


def amount(cell: Cell, writing: str, currency: str) -> Decimal | None:
    """An amount of the currency; None for an empty cell; as text by the rules of `writing`. Raises Wrong."""
    what, said = cell
    if not what:
        return None
    if what not in (found.NUMBER, found.TEXT):
        raise Wrong(_("This is no amount."))
    try:
        # A number cell has no language: its decimal mark is a point.
        return parse_amount(said, "en" if what == found.NUMBER else writing, currency)
    except NotAnAmount as error:
        raise Wrong(error.reason) from error


def count(cell: Cell) -> str:
    """A whole number as its digits. Raises Wrong."""
    said = cell[1]
    if not _COUNT.fullmatch(said):
        raise Wrong(_("Write a whole number with digits only, for example 250."))
    return str(int(said))


def shown(cell: Cell, writing: str) -> str:
    """A cell as text, for the file that goes back; a number with the decimal mark of the sheet's language."""
    what, said = cell
    return said.replace(".", ",") if what == found.NUMBER and writing == "de" else said
