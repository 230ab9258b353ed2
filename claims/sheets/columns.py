"""The columns of a sheet of drafts, and how much of one is taken."""

from django.utils.translation import gettext_lazy as _

from documents.sheets.headings import AS_AMOUNT, AS_DAY, Column
from documents.sheets.reading import Most

#: Bytes of a sheet that is sent, and what is read of it.
LARGEST = 5 * 1024 * 1024
MOST = Most(rows=10_000)


_YEAR = _("A day, as a date or written like 2026-12-31.")
_AMOUNT = _("An amount without currency.")
_LIST = _("Choose from the list; the code alone is enough.")
_IF_INVOICE = _("Only where the row names an invoice.")

COLUMNS = (
    Column("program", _("Program"), _LIST, required=True, offered="programs"),
    Column("period", _("Usage period"), _LIST, required=True, offered="periods"),
    Column("activity", _("Kind of activity"), _LIST, required=True, offered="activities"),
    Column(
        "title", _("Name of the activity"), _("As you and the reviewer would call it."), True, 150, width=32
    ),
    Column("first_day", _("First day"), _YEAR, format=AS_DAY),
    Column("last_day", _("Last day"), _YEAR, format=AS_DAY),
    Column(
        "place",
        _("Place"),
        _("Where it took place, or the websites, papers or networks it ran in."),
        width=24,
    ),
    Column(
        "description", _("What took place"), _("Two or three sentences."), most=4000, lines=True, width=48
    ),
    Column(
        "own_reference",
        _("Your own reference"),
        _("A number or word of your own. By it a row is known again when you send the sheet again."),
        most=60,
    ),
    Column(
        "vendor",
        _("Who sent the invoice"),
        _("Fill this in where you want the first invoice as a line."),
        width=28,
    ),
    Column("invoice_number", _("Invoice number"), _IF_INVOICE, most=60),
    Column("invoice_date", _("Invoice date"), _YEAR, format=AS_DAY),
    Column("currency", _("Currency of the invoice"), _("A code like EUR; empty: the program's."), most=3),
    Column("net", _("Net amount"), _AMOUNT, format=AS_AMOUNT),
    Column("tax", _("Tax"), _AMOUNT, format=AS_AMOUNT),
    Column("kind", _("What it is for"), _LIST, offered="kinds"),
    Column(
        "result",
        _("Result figure"),
        _("What the kind of activity asks for, for example the guests."),
        most=4000,
        lines=True,
    ),
)
CODES = tuple(one.code for one in COLUMNS)
BY_CODE = {one.code: one for one in COLUMNS}
