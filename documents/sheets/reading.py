"""A sheet as its rows, read by a child with limits of its own, because a stranger wrote it."""

import io
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from documents.sheets import found
from documents.structure import CheckerBrokeError, OutOfLimitsError, apart

_WORDS = {
    found.DAMAGED: _(
        "The file is damaged. Open it in your spreadsheet program, save it again and send that."
    ),
    found.PASSWORD: _("The file is protected by a password. Save it without one and send that."),
    found.TOO_COMPLEX: _("The file is too complex to be read. Copy the rows into a fresh template."),
    found.OLD: _("This is an old or protected Excel file. Save it as XLSX without a password, or as CSV."),
    found.ACTIVE: _(
        "The file contains macros, other files or links to the outside. Copy the rows into a fresh template."
    ),
    found.NOT_TEXT: _("This is neither an XLSX nor a CSV file."),
    found.MIXED: _(
        "Parts of the file are written in UTF-8, others are not: some letters would be wrong. "
        "Save it as XLSX, or as “CSV UTF-8”, and send that."
    ),
    found.EMPTY: _("The sheet is empty."),
}

_PACKED = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0"

#: Of each cell what it is (`found`) and what it says.
Row = tuple[int, list[list[str]]]


@dataclass(frozen=True)
class Most:
    """What is read of a sheet at most: rows below its header, seconds of processor time, seconds of waiting."""

    rows: int
    seconds: int = 20
    wait: int = 60


class SheetUnreadable(ValueError):
    """The sheet as a whole cannot be taken; as text the sentence, in the language that is active then.

    params: what stands in the sentence, texts or lists of them.
    """

    def __init__(self, words: Any, **params: Any) -> None:
        self.words, self.params = words, params
        super().__init__()

    def __str__(self) -> str:
        said = {
            name: ", ".join(map(str, one)) if isinstance(one, list) else one
            for name, one in self.params.items()
        }
        return str(self.words) % said if said else str(self.words)


class Rows:
    """The rows in which something stands, the header first; understood one by one, as often as they are asked for."""

    def __init__(self, lines: bytes, count: int) -> None:
        self._lines, self._count = lines, count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        for _row, line in zip(range(self._count), io.BytesIO(self._lines), strict=False):
            number, cells = json.loads(line)
            yield int(number), cells


def read(content: bytes, most: Most) -> Rows:
    """The rows of a sheet. Raises SheetUnreadable."""
    if content.startswith(_OLD):
        raise SheetUnreadable(_WORDS[found.OLD])
    lines = _ask(content, "xlsx" if content.startswith(_PACKED) else "csv", most)
    said = _last(lines)
    if said.get("problem") == found.TOO_MANY:
        raise SheetUnreadable(
            _("The sheet has more than %(most)s rows. Send it in parts."),
            most=number_format(most.rows, force_grouping=True),
        )
    if "problem" in said:
        raise SheetUnreadable(_WORDS.get(said["problem"], _WORDS[found.DAMAGED]))
    if not said["rows"]:
        raise SheetUnreadable(_WORDS[found.EMPTY])
    return Rows(lines, int(said["rows"]))


def _ask(content: bytes, kind: str, most: Most) -> bytes:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        file.seek(0)
        told = (kind, str(most.rows), str(most.seconds))
        try:
            return apart("documents.sheets", file, *told, wait=most.wait)
        except OutOfLimitsError:
            return json.dumps({"problem": found.TOO_COMPLEX}).encode()


def _last(lines: bytes) -> dict[str, Any]:
    """What the child says at the end, believed only where it is an answer we know."""
    try:
        said = json.loads(lines[lines.rstrip(b"\n").rfind(b"\n") + 1 :])
    except ValueError as error:
        raise CheckerBrokeError(f"No rows: {lines[-200:]!r}") from error
    if not isinstance(said, dict) or not said.keys() & {"problem", "rows"}:
        raise CheckerBrokeError(f"No rows: {lines[-200:]!r}")
    return said
