"""The columns of a sheet of drafts: what each is called, and how its heading is recognised in any language."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from claims.sheets.reading import SheetUnreadable
from programs.words import LANGUAGES


@dataclass(frozen=True)
class Column:
    """`most`: characters at most; `offered`: which list the template offers in it."""

    code: str
    words: Any
    hint: Any
    required: bool = False
    most: int = 200
    offered: str = ""


_YEAR = _("A day, as a date or written like 2026-12-31.")
_AMOUNT = _("An amount without currency.")
_LIST = _("Choose from the list; the code alone is enough.")
_IF_INVOICE = _("Only where the row names an invoice.")

COLUMNS = (
    Column("program", _("Program"), _LIST, required=True, offered="programs"),
    Column("period", _("Usage period"), _LIST, required=True, offered="periods"),
    Column("activity", _("Kind of activity"), _LIST, required=True, offered="activities"),
    Column("title", _("Name of the activity"), _("As you and the reviewer would call it."), True, 150),
    Column("first_day", _("First day"), _YEAR),
    Column("last_day", _("Last day"), _YEAR),
    Column("place", _("Place"), _("Where it took place, or the websites, papers or networks it ran in.")),
    Column("description", _("What took place"), _("Two or three sentences."), most=4000),
    Column(
        "own_reference",
        _("Your own reference"),
        _("A number or word of your own. By it a row is known again when you send the sheet again."),
        most=60,
    ),
    Column(
        "vendor", _("Who sent the invoice"), _("Fill this in where you want the first invoice as a line.")
    ),
    Column("invoice_number", _("Invoice number"), _IF_INVOICE, most=60),
    Column("invoice_date", _("Invoice date"), _YEAR),
    Column("currency", _("Currency of the invoice"), _("A code like EUR; empty: the program's."), most=3),
    Column("net", _("Net amount"), _AMOUNT),
    Column("tax", _("Tax"), _AMOUNT),
    Column("kind", _("What it is for"), _LIST, offered="kinds"),
    Column(
        "result",
        _("Result figure"),
        _("What the kind of activity asks for, for example the guests."),
        most=4000,
    ),
)
CODES = tuple(one.code for one in COLUMNS)
BY_CODE = {one.code: one for one in COLUMNS}
#: The column behind the others in the file that goes back; when that is sent again it says nothing.
WHAT = _("What is wrong")
_IGNORED = "what"


def headings(cells: list[list[str]]) -> list[str]:
    """The code of each column of the first line; "" for an empty heading. Raises SheetUnreadable.

    A heading is a column's code, or its name in any language of the portal; a star behind it says nothing.
    """
    known = _known()
    said = [text for _what, text in cells]
    while said and not said[-1]:
        said.pop()
    codes = [known.get(_plain(text), "") for text in said]
    if strange := [text[:40] for text, code in zip(said, codes, strict=True) if text and not code]:
        words = _("These columns are not known: %(columns)s. Keep the first line of the template as it is.")
        raise SheetUnreadable(words % {"columns": ", ".join(strange[:10])})
    if twice := {code for code in codes if code and codes.count(code) > 1}:
        names = {"columns": ", ".join(str(BY_CODE[one].words) for one in CODES if one in twice)}
        raise SheetUnreadable(_("These columns are there twice: %(columns)s.") % names)
    if missing := [str(one.words) for one in COLUMNS if one.required and one.code not in codes]:
        words = _(
            "These columns are missing: %(columns)s. The first line names the columns; take the template."
        )
        raise SheetUnreadable(words % {"columns": ", ".join(missing)})
    return ["" if one == _IGNORED else one for one in codes]


def _known() -> dict[str, str]:
    known = {one.code: one.code for one in COLUMNS}
    for language in LANGUAGES:
        with override(language):
            known |= {_plain(str(one.words)): one.code for one in COLUMNS} | {_plain(str(WHAT)): _IGNORED}
    return known


def _plain(text: str) -> str:
    return " ".join(text.casefold().rstrip("* ").split())
