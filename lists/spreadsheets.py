"""Files for spreadsheets, CSV and XLSX: no cell of ours is ever run as a formula."""

import csv
from collections.abc import Iterable
from tempfile import TemporaryFile
from typing import IO

#: A spreadsheet would run a cell that begins like this.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: Tells spreadsheets that the file is UTF-8.
MARK = "\ufeff"


class _Echo:
    """Gives the CSV writer's line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


_WRITER = csv.writer(_Echo())


def line_of(cells: Iterable[str]) -> str:
    """One line of a CSV file, its cells made harmless."""
    written: str = _WRITER.writerow([harmless(cell) for cell in cells])
    return written


def harmless(cell: str) -> str:
    """Text that a spreadsheet takes for text."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def workbook_of(title: str, lines: Iterable[Iterable[str]]) -> IO[bytes]:
    """An open XLSX file, to be read from its beginning, with one sheet of text; written line by line to the disk.

    title: of the sheet, 31 letters of it.
    """
    # Only who asks for a workbook needs it.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    for line in lines:
        cells = [WriteOnlyCell(sheet, value=cell) for cell in line]
        for cell in cells:
            cell.data_type = "s"  # text, whatever it begins with
        sheet.append(cells)
    file = TemporaryFile()  # noqa: SIM115  whoever reads it closes it
    book.save(file)
    file.seek(0)
    return file
