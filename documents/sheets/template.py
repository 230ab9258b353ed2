"""The template people fill in: XLSX with drop-down lists and an explanation, or CSV with the first line alone."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from documents.sheets.headings import Column
from lists.spreadsheets import MARK, line_of


def as_csv(columns: Sequence[Column]) -> bytes:
    """The first line alone."""
    return (MARK + line_of([_heading(one) for one in columns])).encode()


def as_xlsx(
    title: str, columns: Sequence[Column], lists: Mapping[str, Iterable[str]], rules: Iterable[str], most: int
) -> bytes:
    """A sheet to fill in, one that explains it, and one with the lists it offers.

    title: of the first sheet; lists: by the name of a column's `offered`; rules: what becomes of the sheet; most:
    rows below the header.
    """
    # A third of a second that only this needs.
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    offering = book.create_sheet(_("Lists")[:31])
    _explain(book.create_sheet(_("Explanation")[:31], 1), columns, rules)
    offered = _fill_lists(offering, lists)
    for number, column in enumerate(columns, start=1):
        _column(sheet, number, column, offered.get(column.offered, ""), most)
    sheet.freeze_panes = "A2"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _heading(column: Column) -> str:
    return f"{column.words}*" if column.required else str(column.words)


def _column(sheet: Any, number: int, column: Column, offered: str, most: int) -> None:
    """Heading, width, format of the cells below, and the list to choose from."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter(number)
    head = sheet.cell(1, number, _heading(column))
    head.font = Font(bold=True)
    dimension = sheet.column_dimensions[letter]
    dimension.width = column.width
    dimension.number_format = column.format
    if offered:
        choice = DataValidation(type="list", formula1=offered, allow_blank=True, showErrorMessage=False)
        choice.add(f"{letter}2:{letter}{most + 1}")
        sheet.add_data_validation(choice)


def _fill_lists(sheet: Any, lists: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Write the lists, one a column. Returns where each stands, as the drop-downs name it."""
    from openpyxl.utils import get_column_letter

    places = {}
    for number, (name, lines) in enumerate(lists.items(), start=1):
        letter = get_column_letter(number)
        written = list(lines)
        for row, line in enumerate(written, start=1):
            sheet[f"{letter}{row}"] = line
        if written:
            places[name] = f"'{sheet.title}'!${letter}$1:${letter}${len(written)}"
    return places


def _explain(sheet: Any, columns: Sequence[Column], rules: Iterable[str]) -> None:
    """Every column in words, then what becomes of the sheet."""
    from openpyxl.styles import Alignment, Font

    sheet.append([_("Column"), _("What to write"), _("Needed")])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for one in columns:
        sheet.append([str(one.words), str(one.hint), _("yes") if one.required else ""])
    sheet.append([])
    for line in rules:
        sheet.append([line])
    sheet.column_dimensions["A"].width = 28
    sheet.column_dimensions["B"].width = 90
    for row in sheet.iter_rows(max_col=2):
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=cell.column == 2)
