"""What a file says of itself, in the reader's language: for files that have no pages to look at, and beside those."""

from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from babel.dates import format_date
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from documents.models import Document
from programs.money import format_money
from programs.words import date_locale

Line = tuple[str, str]

#: How a date is written in an e-invoice: CII, UBL.
DAYS = ("%Y%m%d", "%Y-%m-%d")


def lines(document: Document) -> list[Line]:
    """Label and value of each fact the preview found; none before there is one."""
    facts = document.facts
    found = [
        (_("Title"), facts.get("title", "")),
        (_("Pages"), _number(facts.get("pages"))),
        (_("Words"), _number(facts.get("words"))),
        (_("Slides"), _number(facts.get("slides"))),
        (_("Original size"), _pixels(facts)),
        *_invoice(facts.get("e_invoice", {})),
        *((sheet["name"], _extent(sheet)) for sheet in facts.get("sheets", [])),
        *(
            (_("Slide %(number)d") % {"number": number}, title)
            for number, title in enumerate(facts.get("titles", []), start=1)
        ),
    ]
    return [(label, value) for label, value in found if value]


def _number(value: int | None) -> str:
    return str(value) if value else ""


def _pixels(facts: dict[str, Any]) -> str:
    return _("%(width)d × %(height)d pixels") % facts if facts.get("width") else ""


def _extent(sheet: dict[str, Any]) -> str:
    if "rows" not in sheet:
        return _("A sheet of unknown size")
    rows = ngettext("%(rows)d row", "%(rows)d rows", sheet["rows"]) % sheet
    columns = ngettext("%(columns)d column", "%(columns)d columns", sheet["columns"]) % sheet
    return f"{rows} × {columns}"


def _invoice(invoice: dict[str, str]) -> list[Line]:
    return [
        (_("Seller"), invoice.get("seller", "")),
        (_("Invoice number"), invoice.get("number", "")),
        (_("Invoice date"), _day(invoice.get("date", ""))),
        (_("Total with tax"), _sum(invoice.get("total", ""), invoice.get("currency", ""))),
    ]


def _day(written: str) -> str:
    """As the file writes it where that is no date."""
    for pattern in DAYS:
        try:
            day = datetime.strptime(written, pattern).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
        return format_date(day, "long", locale=date_locale(get_language() or "en"))
    return written


def _sum(total: str, currency: str) -> str:
    """As the file writes it where that is no sum of a currency we know."""
    written = f"{total} {currency}".strip()
    try:
        amount = Decimal(total)
        return format_money(amount, currency, get_language() or "en") if amount.is_finite() else written
    except (InvalidOperation, ValueError, KeyError):
        return written
