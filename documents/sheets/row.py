"""One row of a sheet while it is understood: its cells by column, and everything that is wrong with them."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from documents.sheets import values
from documents.sheets.headings import Column
from documents.sheets.values import NOTHING, Cell, Wrong


class Row:
    """Reads the cells of one row and collects what is wrong with them.

    codes: those of the sheet's columns; writing: the language of its amounts and days. `problems` are pairs of a
    column's code ("" for the row) and a sentence.
    """

    def __init__(
        self, columns: Sequence[Column], codes: list[str], cells: list[list[str]], writing: str
    ) -> None:
        self._columns = {one.code: one for one in columns}
        self._cells: dict[str, Cell] = {
            code: (what, said) for code, (what, said) in zip(codes, cells, strict=False) if code
        }
        self.writing = writing
        self.problems: list[tuple[str, str]] = []
        #: As it stood there, in the order of the columns, for the file that goes back.
        self.shown = [values.shown(self.cell(code), writing) for code in self._columns]
        for code in self._columns:
            self._plain(code)
        if any(what for what, _said in cells[len(codes) :]):
            self.wrong("", _("There is something behind the last column."))

    def _plain(self, code: str) -> None:
        try:
            values.require_plain(self.cell(code))
        except Wrong as wrong:
            self.wrong(code, str(wrong))
            self._cells[code] = NOTHING

    def cell(self, code: str) -> Cell:
        """What stands in a column; NOTHING also for what was wrong in any column."""
        return self._cells.get(code, NOTHING)

    def wrong(self, code: str, words: str) -> None:
        """The first thing that is wrong with a cell is said."""
        if code not in dict(self.problems):
            self.problems.append((code, words))

    def given(self, code: str) -> bool:
        """Whether something stands there, right or wrong."""
        return bool(self.cell(code)[0]) or code in dict(self.problems)

    def text(self, code: str) -> str:
        """The text of a column, "" where it is missing or wrong."""
        column = self._columns[code]
        try:
            said = values.text(self.cell(code), column.most, lines=column.lines)
        except Wrong as wrong:
            self.wrong(code, str(wrong))
            return ""
        if column.required and not said:
            self.wrong(code, _("This is missing."))
        return said

    def day(self, code: str) -> date | None:
        """The day of a column, None where it is missing or wrong."""
        try:
            return values.day(self.cell(code), self.writing)
        except Wrong as wrong:
            self.wrong(code, str(wrong))
            return None
