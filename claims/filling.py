"""What a file says of an invoice line: offered to empty fields, held against typed ones, remembered as their origin.

A file is never right against a person: a difference is said, to the partner at the field and to the reviewer
among the findings, and nothing typed is changed.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.models import Expense
from documents.enums import InvoiceKind, ReadingProblem
from documents.models import Reading
from documents.reading import reading_of
from programs.money import format_money, quantise
from programs.words import date_locale

#: Field of a line, and which value of a file it takes.
TAKES = {
    "vendor": "seller",
    "invoice_number": "number",
    "invoice_date": "date",
    "currency": "currency",
    "net": "net",
    "tax": "tax",
    "service_first_day": "service_first_day",
    "service_last_day": "service_last_day",
}
AMOUNTS = ("net", "tax")
LONGEST_DESCRIPTION = 400
HIGHEST_TAX = Decimal("1.27")


@dataclass(frozen=True)
class Difference:
    """A field in which a line says something else than its file; `words`: what the file says."""

    field: str
    words: str

    @property
    def label(self) -> str:
        """What the field is called."""
        return _name(TAKES[self.field])


def offered(reading: Reading | None) -> dict[str, Any]:
    """The values a file has for a line, by field, as Decimals, dates and text; {} without a reading.

    A credit note offers no amounts: money that comes back is not claimed. Without a currency there are none.
    """
    if reading is None:
        return {}
    facts = reading.facts
    found = {field: facts[name] for field, name in TAKES.items() if name in facts}
    for name in AMOUNTS:
        if name in found and not _may_be_claimed(reading, found):
            del found[name]
        elif name in found:
            found[name] = quantise(found[name], found["currency"])
    if names := _names_of_lines(reading):
        found["description"] = names
    return found


def _may_be_claimed(reading: Reading, found: dict[str, Any]) -> bool:
    amounts = [found[name] for name in AMOUNTS if name in found]
    return "currency" in found and not reading.gives_back and all(amount >= 0 for amount in amounts)


def _names_of_lines(reading: Reading) -> str:
    names = list(dict.fromkeys(line["name"] for line in reading.lines if line["name"]))
    if reading.gives_back:
        return ""
    while names and len(", ".join(names)) > LONGEST_DESCRIPTION:
        names.pop()
    return ", ".join(names)


def note(reading: Reading | None, field: str, value: Any, currency: str) -> tuple[str, bool]:
    """What is said at a field: where its value came from, or what the file says instead; and whether they differ.

    value: what stands in the field now, None where it is empty or no value; currency: the line's.
    """
    said = offered(reading)
    if reading is None or value is None or value == "":
        return "", False
    if field in said and same(field, value, said[field]) and _same_money(field, currency, said):
        return _("From the e-invoice.") if reading.from_xml else _("Read from the page, please check."), False
    if field in said and field != "description":
        return _says(reading, _written(said[field], said.get("currency", ""))), True
    return "", False


def _same_money(field: str, currency: str, said: dict[str, Any]) -> bool:
    return field not in AMOUNTS or currency == said["currency"]


def _says(reading: Reading, value: str) -> str:
    if reading.from_xml:
        return _("The e-invoice says: %(value)s.") % {"value": value}
    return _("The page seems to say: %(value)s.") % {"value": value}


def same(field: str, typed: Any, said: Any) -> bool:
    """Whether two values of a field mean the same; of names and numbers case, spaces and marks do not count."""
    if isinstance(typed, str) and isinstance(said, str) and field in {"vendor", "invoice_number"}:
        return _bare(typed) == _bare(said)
    return bool(typed == said)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def differences(line: Expense) -> list[Difference]:
    """Where a saved line and its file say different things; fetch its document with `reading`."""
    reading = reading_of(line.document)
    # Tax is recorded, not claimed: that nobody typed what a page says of it is no difference.
    untold = {"tax"} if reading and not reading.from_xml and not line.tax else set()
    notes = (
        (field, note(reading, field, _of_invoice(line, field), line.currency))
        for field in TAKES
        if field not in untold
    )
    found = [Difference(field, words) for field, (words, differs) in notes if differs]
    if (
        reading
        and not reading.gives_back
        and line.invoice_net is None
        and (total := _other_total(line, reading))
    ):
        found.append(Difference("net", total))
    return found


def _of_invoice(line: Expense, field: str) -> Any:
    """What a line says of its whole invoice; of a share nobody knows the invoice's tax."""
    if line.invoice_net is not None and field in AMOUNTS:
        return line.invoice_net if field == "net" else None
    return getattr(line, field)


def _other_total(line: Expense, reading: Reading) -> str:
    """A page of which only the total could be read is held against net and tax together.

    Where no tax was given, a total that is higher by any tax there is (27 % in Hungary) agrees.
    """
    facts = reading.facts
    if reading.from_xml or "net" in facts or "gross" not in facts:
        return ""
    highest = line.gross if line.tax else line.net * HIGHEST_TAX
    if line.gross <= facts["gross"] <= highest:
        return ""
    total = _written(facts["gross"], facts.get("currency", ""))
    return _("The page seems to give a total of %(total)s, tax included.") % {"total": total}


def origins_of(line: Expense) -> dict[str, str]:
    """Where the values of a line came from, by field: "xml" or "text" where they are what its file says."""
    reading = reading_of(line.document)
    said = offered(reading)
    kept = (
        field
        for field in said
        if same(field, _of_invoice(line, field), said[field]) and _same_money(field, line.currency, said)
    )
    return {field: str(reading.source) for field in kept} if reading else {}


def cautions(reading: Reading | None) -> list[str]:
    """What a person must know about the file itself, in sentences: damaged, a credit note, contradicting itself."""
    if reading is None:
        return []
    said = [_problem(reading), _gives_back(reading), *_contradictions(reading), _odd(reading)]
    return [sentence for sentence in said if sentence]


def _problem(reading: Reading) -> str:
    match reading.problem:
        case ReadingProblem.BROKEN:
            return _(
                "The e-invoice inside this file is damaged and was not read. It counts as an ordinary file."
            )
        case ReadingProblem.SEVERAL:
            return _("This file holds several e-invoices that differ, so none of them was read.")
        case ReadingProblem.TOO_LARGE:
            return _("This file is too large to be read by itself. It counts as an ordinary file.")
    return ""


def _gives_back(reading: Reading) -> str:
    facts = reading.facts
    named = {"total": _written(facts.get("gross", "–"), facts.get("currency", ""))}
    match reading.kind:
        case InvoiceKind.CREDIT_NOTE:
            return (
                _(
                    "This is a credit note (%(total)s). It gives money back and is not claimed as an invoice. "
                    "Claim the invoice it belongs to, less this sum."
                )
                % named
            )
        case InvoiceKind.NEGATIVE:
            return (
                _(
                    "The total of this invoice is negative (%(total)s). It gives money back and is not claimed. "
                    "Claim the invoice it belongs to, less this sum."
                )
                % named
            )
    return ""


def _contradictions(reading: Reading) -> list[str]:
    currency = reading.facts.get("currency", "")
    return [
        _("The e-invoice and the page differ in “%(name)s”: %(said)s in the e-invoice, %(seen)s on the page.")
        % {"name": _name(name), "said": _written(said, currency), "seen": _written(seen, currency)}
        for name, said, seen in reading.contradictions
    ]


def _odd(reading: Reading) -> str:
    names = ", ".join(_name(name) for name in reading.odd)
    return (
        _("These values in the e-invoice make no sense and were left out: %(names)s.") % {"names": names}
        if names
        else ""
    )


def _name(value: str) -> str:
    """What a value of a file is called."""
    return {
        "number": _("Invoice number"),
        "date": _("Invoice date"),
        "seller": _("Who sent the invoice"),
        "buyer": _("Buyer"),
        "currency": _("Currency"),
        "net": _("Net amount"),
        "tax": _("Tax"),
        "gross": _("Total with tax"),
        "service_first_day": _("Service from"),
        "service_last_day": _("Service until"),
    }[value]


def facts_of(reading: Reading) -> list[tuple[str, str]]:
    """Everything a file says, as label and value in the reader's language."""
    facts = reading.facts
    currency = facts.get("currency", "")
    return [(_name(name), _written(facts[name], currency)) for name in facts]


def _written(value: Any, currency: str) -> str:
    language = get_language() or "en"
    if isinstance(value, Decimal):
        return format_money(value, currency, language).strip()
    if isinstance(value, date):
        return format_date(value, "long", locale=date_locale(language))
    return str(value)
