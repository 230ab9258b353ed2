"""An XLSX workbook: its first visible sheet, cell by cell, nothing calculated. Runs in the child."""

import warnings
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any, BinaryIO

from documents.checks import codes, office
from documents.sheets.found import (
    ACTIVE,
    DAMAGED,
    DAY,
    EMPTY,
    FAULT,
    FORMULA,
    MOMENT,
    NUMBER,
    PASSWORD,
    TEXT,
    TOO_COMPLEX,
    TRUTH,
    Unreadable,
    clean,
)

#: A package may be well-formed and no workbook: openpyxl then breaks in many ways.
_BREAKS = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, OSError, SyntaxError)
_PROBLEMS = {codes.PASSWORD: PASSWORD, codes.DAMAGED: DAMAGED, codes.TOO_COMPLEX: TOO_COMPLEX}


def rows(file: BinaryIO) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Each row with its number. Raises Unreadable, also for what the checks of documents refuse."""
    try:
        office.check(file, "xlsx")
    except codes.Refused as refused:
        raise Unreadable(_PROBLEMS.get(refused.code, ACTIVE)) from refused
    # Reading it takes a third of a second; the checks above may have ended it.
    from openpyxl import load_workbook

    warnings.simplefilter("ignore")
    file.seek(0)
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
        if sheet is None:
            raise Unreadable(EMPTY)
        # What the file says about its own size is not believed: rows come as they are.
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            yield number, [_cell(one) for one in cells]
    except _BREAKS as error:
        raise Unreadable(DAMAGED) from error


def _cell(cell: Any) -> tuple[str, str]:
    value = cell.value
    if value is None or value == "":
        return "", ""
    if cell.data_type == "f":
        return FORMULA, clean(value if isinstance(value, str) else "=")
    if cell.data_type == "e":
        return FAULT, clean(str(value))
    return _value(value)


def _value(value: Any) -> tuple[str, str]:
    match value:
        case bool():
            return TRUTH, str(value)
        case int() | float():
            return NUMBER, _number(value)
        case datetime():
            whole = value.time() == time()
            return (DAY, value.date().isoformat()) if whole else (MOMENT, value.isoformat(" "))
        case str():
            text = clean(value)
            return (TEXT if text else ""), text
    return MOMENT, clean(str(value))


def _number(value: float) -> str:
    """The shortest writing of the same number: 1234.5, never 1234.5000000000001; whole ones without a point."""
    return str(int(value)) if value == int(value) and abs(value) < 10**15 else repr(value)
