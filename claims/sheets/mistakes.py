"""The rows that did not become drafts, as a CSV file to correct and send again."""

from collections.abc import Iterator

from claims.enums import RowState
from claims.models import Sheet, SheetRow
from claims.sheets.columns import BY_CODE, COLUMNS
from documents.sheets.headings import WHAT
from lists.spreadsheets import MARK, line_of

WRONG = (RowState.WRONG, RowState.REFUSED)


def told(row: SheetRow) -> list[tuple[str, str]]:
    """What is wrong with a row: the column's name in the reader's language ("" for the row), and a sentence."""
    return [(str(BY_CODE[code].words) if code else "", words) for code, words in row.problems]


def as_csv(sheet: Sheet) -> Iterator[str]:
    """The wrong rows as they stood there, in the template's columns, and what is wrong behind them."""
    yield MARK + line_of([*(str(one.words) for one in COLUMNS), str(WHAT)])
    for row in sheet.rows.filter(state__in=WRONG).iterator(500):
        said = " ".join(f"{name}: {words}" if name else words for name, words in told(row))
        yield line_of([*row.cells, said])
