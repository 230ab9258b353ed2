"""Tax ids of companies: form and check digits by country, in the words people know them by."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from stdnum import exceptions, get_cc_module
from stdnum.de import stnr
from stdnum.gb import utr
from stdnum.us import ein

from accounts.banking import tidy
from accounts.places import country_name

LONGEST = 30


@dataclass(frozen=True)
class TaxId:
    """What a country calls it, one that is right, and further kinds beside the VAT number."""

    name: str
    example: str
    also: tuple[Any, ...] = field(default=())


#: Names as they stand on papers of the country; others are asked for a VAT number in general words.
KNOWN = {
    "AT": TaxId("UID-Nummer", "ATU13585627"),
    "CH": TaxId("UID / MWST-Nr.", "CHE-107.787.577 MWST"),
    "DE": TaxId("USt-IdNr., Steuernummer", "DE136695976", (stnr,)),
    "ES": TaxId("NIF / IVA", "ESB58378431"),
    "FR": TaxId("Numéro de TVA", "FR40303265045"),
    "GB": TaxId("VAT number, UTR", "GB980780684", (utr,)),
    "IT": TaxId("Partita IVA", "IT00743110157"),
    "JP": TaxId("法人番号 (Corporate number)", "7000012050002"),
    "NL": TaxId("Btw-nummer", "NL004495445B01"),
    "PL": TaxId("NIP", "PL8567346215"),
    "US": TaxId("EIN", "04-2103594", (ein,)),
}


def hint(country: str) -> str:
    """What to enter, for the field: the country's own name of it, with an example."""
    known = KNOWN.get(country)
    if known is None:
        return _("The number under which the company is registered for tax.")
    return _("%(name)s, for example %(example)s.") % {"name": known.name, "example": known.example}


def checked_tax_id(text: str, country: str) -> str:
    """The tax id without spaces, after the rules of the country; where none are known, any number.

    Raises ValidationError that says whether its form or its check digit is wrong.
    """
    number = tidy(text)
    kinds = _kinds(country)
    if not kinds:
        if re.fullmatch(rf"[A-Z0-9]{{4,{LONGEST}}}", number):
            return number
        raise ValidationError(_("Enter 4 to %(most)s letters and digits."), params={"most": LONGEST})
    faults = [fault for kind in kinds if (fault := _fault(kind, number))]
    if len(faults) < len(kinds):
        return number
    raise ValidationError(_words(country, faults))


def _kinds(country: str) -> list[Any]:
    vat = get_cc_module(country.lower(), "vat")
    known = KNOWN.get(country)
    return [*([vat] if vat else []), *(known.also if known else ())]


def _fault(kind: Any, number: str) -> exceptions.ValidationError | None:
    try:
        kind.validate(number.removeprefix("T") if kind.__name__ == "stdnum.jp.cn" else number)
    except exceptions.ValidationError as fault:
        return fault
    return None


def _words(country: str, faults: list[exceptions.ValidationError]) -> str:
    if any(isinstance(fault, exceptions.InvalidChecksum) for fault in faults):
        return _("The check digit does not fit: a digit is wrong, or two are swapped.")
    return _("This does not look like a tax id of %(country)s.") % {
        "country": country_name(country, get_language())
    }
