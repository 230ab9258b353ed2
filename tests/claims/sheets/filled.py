"""Sheets as people fill them in."""

import csv
import io
from datetime import timedelta
from typing import Any

from openpyxl import Workbook

from claims.sheets.columns import COLUMNS
from lifecycle import clock
from programs.rules import local_day
from tests.factories import claims as make

HEAD = [str(one.words) for one in COLUMNS]
CODES = [one.code for one in COLUMNS]


def row_for(people: Any, **changes: Any) -> dict[str, Any]:
    """A good row: days of three weeks ago in the program's current period, and an invoice over 1,200."""
    period, activity = make.current_period(people), _activity()
    first = local_day(clock.now(), people.program.zone) - timedelta(days=20)
    usual = {
        "program": people.program.code,
        "period": period.code,
        "activity": activity.activity_type.code,
        "title": "Autumn campaign",
        "first_day": first,
        "last_day": first + timedelta(days=2),
        "place": "Kiel",
        "description": "Two evenings for customers.",
        "own_reference": "MKT-1",
        "vendor": "Druckhaus",
        "invoice_number": "RE-1",
        "invoice_date": first,
        "currency": "",
        "net": 1200,
        "tax": 228,
        "kind": activity.expense_kinds.get().code,
        "result": 2500,
    }
    return usual | changes


def _activity() -> Any:
    from programs.models import ActivityTypeVersion

    return ActivityTypeVersion.objects.first() or make.activity_type()


def bare(people: Any, **changes: Any) -> dict[str, Any]:
    """A row without an invoice and a figure."""
    empty = dict.fromkeys(
        ("vendor", "invoice_number", "invoice_date", "currency", "net", "tax", "kind", "result"), ""
    )
    return row_for(people, **(empty | changes))


def xlsx(*rows: dict[str, Any], head: list[str] | None = None) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(HEAD if head is None else head)
    for row in rows:
        sheet.append([row.get(code) or None for code in CODES])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv_of(
    *rows: dict[str, Any], separator: str = ",", encoding: str = "utf-8", head: list[str] | None = None
) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator)
    writer.writerow(HEAD if head is None else head)
    writer.writerows([row.get(code, "") for code in CODES] for row in rows)
    return file.getvalue().encode(encoding)
