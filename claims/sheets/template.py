"""The template people fill in: XLSX with drop-down lists and an explanation, or CSV with the first line alone."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from claims.sheets.columns import COLUMNS, MOST
from claims.sheets.offers import BETWEEN, Offers
from documents.sheets.headings import Column
from lists.spreadsheets import MARK, line_of

DAYS = ("first_day", "last_day", "invoice_date")
AMOUNTS = ("net", "tax")
_WIDTH = {"title": 32, "description": 48, "place": 24, "vendor": 28}
_USUAL_WIDTH = 20


def as_csv() -> bytes:
    """The first line alone."""
    return (MARK + line_of([_heading(one) for one in COLUMNS])).encode()


def as_xlsx(offers: Offers) -> bytes:
    """A sheet to fill in, one that explains it, and one with the lists it offers."""
    # A third of a second that only this needs.
    from openpyxl import Workbook

    book = Workbook()
    drafts = book.active
    drafts.title = _("Drafts")[:31]
    lists = book.create_sheet(_("Lists")[:31])
    _explain(book.create_sheet(_("Explanation")[:31], 1))
    offered = _fill_lists(lists, offers)
    for number, column in enumerate(COLUMNS, start=1):
        _column(drafts, number, column, offered.get(column.offered, ""))
    drafts.freeze_panes = "A2"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _heading(column: Column) -> str:
    return f"{column.words}*" if column.required else str(column.words)


def _column(sheet: Any, number: int, column: Column, offered: str) -> None:
    """Heading, width, format of the cells below, and the list to choose from."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter(number)
    head = sheet.cell(1, number, _heading(column))
    head.font = Font(bold=True)
    dimension = sheet.column_dimensions[letter]
    dimension.width = _WIDTH.get(column.code, _USUAL_WIDTH)
    dimension.number_format = _format(column.code)
    if offered:
        choice = DataValidation(type="list", formula1=offered, allow_blank=True, showErrorMessage=False)
        choice.add(f"{letter}2:{letter}{MOST.rows + 1}")
        sheet.add_data_validation(choice)


def _format(code: str) -> str:
    if code in DAYS:
        return "yyyy-mm-dd"
    return "#,##0.00" if code in AMOUNTS else "@"


def _fill_lists(sheet: Any, offers: Offers) -> dict[str, str]:
    """Write the lists, one a column. Returns where each stands, as the drop-downs name it."""
    lists: dict[str, Iterable[str]] = {
        "programs": (f"{one.code}{BETWEEN}{one}" for one in offers.programs),
        "periods": dict.fromkeys(f"{one.code}{BETWEEN}{one.name}" for one in offers.periods),
        "activities": (f"{one.activity_type.code}{BETWEEN}{one}" for one in offers.all_activities()),
        "kinds": (f"{one.code}{BETWEEN}{one}" for one in offers.kinds),
    }
    places = {}
    for number, (name, lines) in enumerate(lists.items()):
        letter = "ABCD"[number]
        written = list(lines)
        for row, line in enumerate(written, start=1):
            sheet[f"{letter}{row}"] = line
        if written:
            places[name] = f"'{sheet.title}'!${letter}$1:${letter}${len(written)}"
    return places


def _explain(sheet: Any) -> None:
    """Every column in words, then what becomes of the sheet."""
    from openpyxl.styles import Alignment, Font

    sheet.append([_("Column"), _("What to write"), _("Needed")])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for one in COLUMNS:
        sheet.append([str(one.words), str(one.hint), _("yes") if one.required else ""])
    sheet.append([])
    for line in _rules():
        sheet.append([line])
    sheet.column_dimensions["A"].width = 28
    sheet.column_dimensions["B"].width = 90
    for row in sheet.iter_rows(max_col=2):
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=cell.column == 2)


def _rules() -> list[str]:
    return [
        _("One row is one claim: one event, campaign or ad run."),
        _("Formulas are not calculated: paste their values."),
        _("At most %(most)s rows. Add files, further invoices and proof in each draft afterwards.")
        % {"most": MOST.rows},
        _("Correct what was wrong and send the sheet again: rows that are drafts already are known again."),
    ]
