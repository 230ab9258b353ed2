"""Files for spreadsheets, CSV and XLSX: no cell of ours is ever run as a formula.

What is given as text stays text, whatever it begins with; what is given as a number or a day can be
added up and sorted.
"""

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any

#: What a cell may hold. A Decimal shows as many decimals as it has, so quantise money first.
Cell = str | int | Decimal | date

#: A spreadsheet would run a cell that begins like this.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: Tells spreadsheets that the file is UTF-8.
MARK = "\ufeff"
#: What a browser is told an XLSX file is.
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: A spreadsheet rounds numbers of more digits: they stay text.
DIGITS = 15
DAY = "yyyy-mm-dd"


class _Echo:
    """Gives the CSV writer's line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


_WRITER = csv.writer(_Echo())


def line_of(cells: Iterable[Cell]) -> str:
    """One line of a CSV file: text made harmless, numbers with a point and nothing else, days as 2026-11-23."""
    written: str = _WRITER.writerow([_as_text(cell) for cell in cells])
    return written


def harmless(cell: str) -> str:
    """Text that a spreadsheet takes for text."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def workbook_of(title: str, lines: Iterable[Iterable[Cell]]) -> IO[bytes]:
    """An open XLSX file of one sheet, to be read from its beginning; written line by line to the disk.

    title: of the sheet, 31 letters of it.
    """
    # Only who asks for a workbook needs it.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    for line in lines:
        sheet.append([_cell(sheet, cell) for cell in line])
    file = TemporaryFile()  # noqa: SIM115  whoever reads it closes it
    book.save(file)
    file.seek(0)
    return file


def _as_text(cell: Cell) -> str:
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    # Never 1E+3.
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _cell(sheet: Any, value: Cell) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, Decimal) and len(value.as_tuple().digits) > DIGITS:
        value = f"{value:f}"
    if isinstance(value, str):
        # What XML cannot hold would end the whole file.
        cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value))
        cell.data_type = "s"  # text, whatever it begins with
        return cell
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, date):
        cell.number_format = DAY
    elif isinstance(value, Decimal):
        cell.number_format = _number_format(value)
    return cell


def _number_format(value: Decimal) -> str:
    """With as many decimals as the value has, thousands parted as the reader's spreadsheet does."""
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return f"#,##0.{'0' * places}" if places else "#,##0"
