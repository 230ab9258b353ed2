"""One row of a sheet of earnings: the facts that would be applied, or everything that is wrong, by column."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Partner
from documents.sheets import found, values
from documents.sheets.row import Row
from documents.sheets.values import Cell, Wrong
from funds.earnings.columns import COLUMNS
from funds.earnings.offers import Offers
from funds.enums import EntryReason
from programs.models import UsagePeriod
from programs.words import LANGUAGES

#: What people and spreadsheets write before a negative amount.
MINUS = ("-", "−", "–")


@dataclass(frozen=True)
class Sent:
    """A row as it came: its line, and its cells under the codes of the sheet's columns."""

    line: int
    codes: list[str]
    cells: list[list[str]]

    def said(self, code: str) -> str:
        """The plain text under a column."""
        try:
            return " ".join(self.cells[self.codes.index(code)][1].split())
        except (ValueError, IndexError):
            return ""


@dataclass
class Checked:
    """`problems` are pairs of a column's code ("" for the row) and a sentence by language; empty for a good row."""

    line: int
    cells: list[str]
    facts: dict[str, Any]
    problems: list[tuple[str, dict[str, str]]] = field(default_factory=list)


def check(sent: Sent, offers: Offers, writing: str, twin: int | None = None) -> Checked:
    """Understand one row. writing: the language of its amounts; twin: an earlier line with the same key."""
    row, facts = _understood(sent, offers, writing, twin)
    one = Checked(sent.line, row.shown, facts)
    if row.problems:
        by_language = {}
        for language in LANGUAGES:
            with override(language):
                by_language[language] = _understood(sent, offers, writing, twin)[0].problems
        columns = [code for code, _words in row.problems]
        one.problems = [
            (code, {language: said[place][1] for language, said in by_language.items()})
            for place, code in enumerate(columns)
        ]
    return one


def _understood(sent: Sent, offers: Offers, writing: str, twin: int | None) -> tuple[Row, dict[str, Any]]:
    row = Row(COLUMNS, sent.codes, sent.cells, writing)
    partner, period, reason = _partner(row, offers), _period(row, offers), _reason(row, offers)
    amount = _amount(row, offers)
    _currency(row, offers)
    if amount is not None and reason is not None:
        _sign(row, amount, reason)
    if period and reason is not None and not row.problems:
        _still_open(row, offers, period, partner, amount, reason)
    key = _key(row, offers, twin)
    facts = {
        "partner": partner,
        "period": period,
        "amount": amount,
        "currency": offers.program.currency,
        "reason": reason,
        "key": key,
        "note": row.text("note"),
    }
    return row, facts


def _partner(row: Row, offers: Offers) -> Partner | None:
    number = row.text("location")
    partner = offers.partner(number)
    if number and partner is None:
        words = _("No location has the number %(number)s. Did the spreadsheet drop zeros in front of it?")
        row.wrong("location", words % {"number": number})
    elif partner and not offers.takes_part(partner):
        words = _("%(partner)s does not take part in this program.")
        row.wrong("location", words % {"partner": partner})
    return partner


def _period(row: Row, offers: Offers) -> UsagePeriod | None:
    code = row.text("period")
    period = offers.period(code)
    if code and period is None:
        words = _("The program has no usage period of this code. It has: %(codes)s.")
        row.wrong("period", words % {"codes": ", ".join(offers.period_codes[:8])})
    return period


def _reason(row: Row, offers: Offers) -> EntryReason | None:
    text = row.text("reason")
    reason = offers.reason(text)
    if text and reason is None:
        row.wrong("reason", _("This reason is not known. Choose one from the template's list."))
    return reason


def _amount(row: Row, offers: Offers) -> Decimal | None:
    cell = row.cell("amount")
    if not cell[0]:
        row.text("amount")
        return None
    try:
        unsigned, negative = _without_sign(cell)
        amount = values.amount(unsigned, row.writing, offers.program.currency)
    except Wrong as wrong:
        row.wrong("amount", str(wrong))
        return None
    if not amount:
        row.wrong("amount", _("The amount is not zero."))
        return None
    return -amount if negative else amount


def _without_sign(cell: Cell) -> tuple[Cell, bool]:
    """The cell without a minus in front. Raises Wrong for accountants' ways to write one."""
    what, said = cell
    if what == found.TEXT and (said.endswith(MINUS) or said.startswith("(")):
        raise Wrong(_("Write a negative amount with a minus in front: -120."))
    negative = said.startswith(MINUS)
    return ((what, said[1:].strip()) if negative else cell), negative


def _currency(row: Row, offers: Offers) -> None:
    currency = row.text("currency")
    if currency and currency.upper() != offers.program.currency:
        words = _("The funds of this program are in %(currency)s. Convert the amount before.")
        row.wrong("currency", words % {"currency": offers.program.currency})


def _sign(row: Row, amount: Decimal, reason: EntryReason) -> None:
    if reason == EntryReason.EARNINGS and amount < 0:
        row.wrong("amount", _("Earnings are never negative. Take an adjustment's reason to correct them."))


def _still_open(
    row: Row,
    offers: Offers,
    period: UsagePeriod,
    partner: Partner | None,
    amount: Decimal | None,
    reason: EntryReason,
) -> None:
    """Closed earning periods take adjustments alone; a fund past its deadline takes nothing in."""
    if reason == EntryReason.EARNINGS and period.earning_closed_at:
        words = _("The earning period is closed. What is earned later is an adjustment: %(reason)s.")
        row.wrong("period", words % {"reason": EntryReason.PREVIOUS_EARNINGS.label})
    elif amount and amount > 0 and partner and offers.is_over(period, partner):
        words = _("The deadline of this usage period has passed: what comes in would be forfeited at once.")
        row.wrong("period", words)


def _key(row: Row, offers: Offers, twin: int | None) -> str:
    key = row.text("key")
    if twin:
        row.wrong("key", _("The same key as in line %(line)s.") % {"line": twin})
    elif applied := offers.import_with(key):
        name, at = applied
        words = _("A row with this key was applied already, by “%(name)s” of %(day)s.")
        row.wrong("key", words % {"name": name or _("Adjustment by hand"), "day": f"{at:%Y-%m-%d}"})
    return key
