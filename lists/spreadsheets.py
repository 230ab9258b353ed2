"""CSV files for spreadsheets: no cell of ours is ever run as a formula."""

import csv
from collections.abc import Iterable

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
