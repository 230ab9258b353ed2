"""Which column of a sheet is which: by its code, or by its name in any language of the portal."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from documents.sheets.reading import SheetUnreadable
from programs.words import LANGUAGES

#: The column behind the others in a file that goes back; when that is sent again it says nothing.
WHAT = _("What is wrong")
_IGNORED = "what"


#: How a template formats the cells of a column.
AS_TEXT, AS_DAY, AS_AMOUNT = "@", "yyyy-mm-dd", "#,##0.00"


@dataclass(frozen=True)
class Column:
    """`most`: characters at most, on several `lines` or one; `offered`: which list the template offers in it."""

    code: str
    words: Any
    hint: Any
    required: bool = False
    most: int = 200
    offered: str = ""
    lines: bool = False
    width: int = 20
    format: str = AS_TEXT


def headings(columns: Sequence[Column], cells: list[list[str]]) -> list[str]:
    """The code of each column of the first line; "" for one that says nothing. Raises SheetUnreadable.

    A star behind a name says nothing.
    """
    known = _known(columns)
    said = [text for _what, text in cells]
    while said and not said[-1]:
        said.pop()
    codes = [known.get(_plain(text), "") for text in said]
    if strange := [text[:40] for text, code in zip(said, codes, strict=True) if text and not code]:
        words = _("These columns are not known: %(columns)s. Keep the first line of the template as it is.")
        raise SheetUnreadable(words, columns=strange[:10])
    if twice := [one.words for one in columns if codes.count(one.code) > 1]:
        raise SheetUnreadable(_("These columns are there twice: %(columns)s."), columns=twice)
    if missing := [one.words for one in columns if one.required and one.code not in codes]:
        words = _(
            "These columns are missing: %(columns)s. The first line names the columns; take the template."
        )
        raise SheetUnreadable(words, columns=missing)
    return ["" if one == _IGNORED else one for one in codes]


def _known(columns: Sequence[Column]) -> dict[str, str]:
    known = {one.code: one.code for one in columns}
    for language in LANGUAGES:
        with override(language):
            known |= {_plain(str(one.words)): one.code for one in columns} | {_plain(str(WHAT)): _IGNORED}
    return known


def _plain(text: str) -> str:
    return " ".join(text.casefold().rstrip("* ").split())
