"""A bank statement as a table (CSV, or a workbook): our columns, figures in German or English, nothing guessed."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.einvoices.values import currency_of, line_of
from documents.sheets import reading, template, values
from documents.sheets.headings import AS_AMOUNT, AS_DAY, Column, headings
from documents.sheets.reading import Most, SheetUnreadable
from documents.sheets.row import Row
from documents.sheets.values import Wrong
from payments.statements.booking import MOST, NOT_GIVEN, Booking, Contents, Unreadable

COLUMNS = (
    Column(
        "booked_on", gettext_lazy("Booked on"), gettext_lazy("A day, like 2026-12-31."), True, format=AS_DAY
    ),
    Column(
        "side",
        gettext_lazy("In or out"),
        gettext_lazy("“out” for money that left the account, “in” for money that came."),
        True,
        20,
    ),
    Column("amount", gettext_lazy("Amount"), gettext_lazy("Without a sign."), True, 30, format=AS_AMOUNT),
    Column("currency", gettext_lazy("Currency"), gettext_lazy("Three letters, like EUR."), True, 3),
    Column(
        "reference",
        gettext_lazy("Reference"),
        gettext_lazy("Our reference of the payment (end to end). Empty: it is looked for in the text."),
        most=100,
    ),
    Column("bank_reference", gettext_lazy("Bank reference"), gettext_lazy("The bank's own."), most=100),
    Column(
        "reason",
        gettext_lazy("Reason of return"),
        gettext_lazy("Only for money that came back: the bank's code, like AC04."),
        most=10,
    ),
    Column("text", gettext_lazy("Text"), gettext_lazy("What the bank wrote with it."), most=400, width=40),
    Column("account", gettext_lazy("Account"), gettext_lazy("Number of our account."), most=40),
)
_MOST = Most(rows=MOST)
#: What people and banks write for the two sides, in both languages.
_SIDES = {
    **dict.fromkeys(("out", "debit", "dbit", "d", "aus", "ausgang", "soll", "s"), False),
    **dict.fromkeys(("in", "credit", "crdt", "c", "ein", "eingang", "haben", "h"), True),
}
_CODE = re.compile(r"[A-Z]{2}[A-Z0-9]{2,8}")
#: So many of the things that are wrong are told.
_TOLD = 3


def read(content: bytes, writing: str) -> Contents:
    """The bookings of the table. writing: the language of amounts and days in it. Raises Unreadable."""
    try:
        (_line, head), *rows = reading.read(content, _MOST)
        codes = headings(COLUMNS, head)
    except SheetUnreadable as error:
        raise Unreadable(str(error)) from error
    if not rows:
        raise Unreadable(_("There is no row below the first line."))
    read_rows = [(line, Row(COLUMNS, codes, cells, writing)) for line, cells in rows]
    bookings = [_booking(row) for _number, row in read_rows]
    wrong = [(line, words) for line, row in read_rows for _code, words in row.problems]
    if wrong:
        said = " ".join(
            _("Line %(line)s: %(words)s") % {"line": line, "words": words} for line, words in wrong[:_TOLD]
        )
        raise Unreadable(said)
    return Contents("", [one for one in bookings if one])


def template_csv() -> bytes:
    """The first line alone."""
    return template.as_csv(COLUMNS)


def _booking(row: Row) -> Booking | None:
    """None where the row holds something that is wrong; `row.problems` says what."""
    day, incoming, currency = row.day("booked_on"), _side(row), _currency(row)
    amount = _amount(row, currency)
    if day is None and not row.given("booked_on"):
        row.wrong("booked_on", _("The day is missing."))
    code = _reason(row, incoming)
    texts = {
        name: line_of(row.text(name), most) for name, most in (("reference", 100), ("bank_reference", 100))
    }
    words, account = line_of(row.text("text"), 400), "".join(row.text("account").split())
    if row.problems or day is None or incoming is None or amount is None:
        return None
    reference = "" if texts["reference"].upper() == NOT_GIVEN else texts["reference"]
    return Booking(incoming, amount, currency, day, account, reference, texts["bank_reference"], code, words)


def _side(row: Row) -> bool | None:
    said = row.text("side")
    side = _SIDES.get(said.casefold())
    if side is None and said:
        row.wrong("side", _("Write “out” for money that left the account, “in” for money that came."))
    return side


def _currency(row: Row) -> str:
    said = row.text("currency").upper()
    code = currency_of(said)
    if said and not code:
        row.wrong("currency", _("A currency is a code of three letters, like EUR."))
    return code


def _amount(row: Row, currency: str) -> Decimal | None:
    try:
        amount = values.amount(row.cell("amount"), row.writing, currency or "EUR")
    except Wrong as wrong:
        row.wrong("amount", str(wrong))
        return None
    if not amount:
        row.wrong("amount", _("The amount must be more than zero."))
    return amount or None


def _reason(row: Row, incoming: bool | None) -> str:
    code = row.text("reason").upper()
    if code and not _CODE.fullmatch(code):
        row.wrong("reason", _("The bank's reason is a code like AC04."))
    elif code and incoming is False:
        row.wrong("reason", _("Only money that came back has a reason of return."))
    return code
