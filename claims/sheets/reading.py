"""A sheet as its rows, read by a child with limits of its own, because a stranger wrote it."""

import json
import tempfile
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.sheets import found
from documents.structure import CheckerBrokeError, OutOfLimitsError, apart

#: Bytes of a sheet that is sent, and rows below its header.
LARGEST = 5 * 1024 * 1024
MOST_ROWS = 10_000

_WORDS = {
    found.DAMAGED: gettext_lazy(
        "The file is damaged. Open it in your spreadsheet program, save it again and send that."
    ),
    found.PASSWORD: gettext_lazy("The file is protected by a password. Save it without one and send that."),
    found.TOO_COMPLEX: gettext_lazy(
        "The file is too complex to be read. Copy the rows into a fresh template."
    ),
    found.OLD: gettext_lazy(
        "This is an old or protected Excel file. Save it as XLSX without a password, or as CSV."
    ),
    found.ACTIVE: gettext_lazy(
        "The file contains macros, other files or links to the outside. Copy the rows into a fresh template."
    ),
    found.NOT_TEXT: gettext_lazy("This is neither an XLSX nor a CSV file."),
    found.EMPTY: gettext_lazy("The sheet is empty."),
}

_PACKED = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0"


class SheetUnreadable(ValueError):
    """The sheet as a whole cannot be taken; the argument is the sentence."""


def read(content: bytes) -> list[tuple[int, list[list[str]]]]:
    """The rows in which something stands, the header first: number, and for each cell what it is and says.

    Raises SheetUnreadable.
    """
    if content.startswith(_OLD):
        raise SheetUnreadable(_WORDS[found.OLD])
    answer = _ask(content, "xlsx" if content.startswith(_PACKED) else "csv")
    if answer.get("problem") == found.TOO_MANY:
        words = _("The sheet has more than %(most)s rows. Send it in parts.")
        raise SheetUnreadable(words % {"most": number_format(MOST_ROWS, force_grouping=True)})
    if "problem" in answer:
        raise SheetUnreadable(_WORDS.get(answer["problem"], _WORDS[found.DAMAGED]))
    rows = [(int(number), cells) for number, cells in answer["rows"]]
    if not rows:
        raise SheetUnreadable(_WORDS[found.EMPTY])
    return rows


def _ask(content: bytes, kind: str) -> dict[str, Any]:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        file.seek(0)
        try:
            answer = json.loads(apart("claims.sheets", file, kind, str(MOST_ROWS)))
        except OutOfLimitsError:
            return {"problem": found.TOO_COMPLEX}
    if not isinstance(answer, dict):
        raise CheckerBrokeError(f"No rows: {str(answer)[:200]}")
    return answer
