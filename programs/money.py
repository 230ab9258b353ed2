"""Amounts: minor units, rounding, reading what people type, writing it for them (R13)."""

import re
from decimal import ROUND_HALF_EVEN, Decimal

from babel.numbers import (
    format_decimal,
    format_percent,
    get_currency_name,
    get_decimal_symbol,
    get_group_symbol,
)
from django.utils.translation import get_language
from django.utils.translation import gettext as _

#: What no single amount of the portal exceeds; well inside numeric(19,4).
LARGEST = Decimal("999999999.99")
_LONGEST = 40
_SPACES = "\u0020\u00a0\u202f"

_NO_DECIMALS = (
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG",
    "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF",
)  # fmt: skip
#: ISO 4217's minor units where they are not 2. CLDR's figures (Babel) describe cash and differ.
_MINOR_UNITS = {
    **dict.fromkeys(_NO_DECIMALS, 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}


class NotAnAmount(ValueError):
    """What was typed is no amount; `reason` is the sentence for the field."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def minor_units(currency: str) -> int:
    """How many decimal places a currency has: EUR 2, JPY 0, KWD 3."""
    return _MINOR_UNITS.get(currency, 2)


def quantise(amount: Decimal, currency: str) -> Decimal:
    """Round half-even to the currency's minor unit; to be done once, at the end (R13).

    Raises TypeError for anything but a Decimal: a float has lost the cents already.
    """
    if not isinstance(amount, Decimal):
        raise TypeError("Money is Decimal")
    return amount.quantize(Decimal(1).scaleb(-minor_units(currency)), rounding=ROUND_HALF_EVEN)


def parse_amount(text: str, language: str, currency: str) -> Decimal:
    """Read an amount as typed, by the rules of the language: "1,234.56" in en, "1.234,56" in de.

    Without grouping either decimal mark is understood where it cannot be a grouping
    mark ("1234,56" in en). Only ASCII digits; no sign, exponent or currency. Returns an
    amount of the currency's minor unit, zero included. Raises NotAnAmount.
    """
    text = text.strip(_SPACES + "\t\r\n")
    _refuse_oddities(text)
    whole, fraction = _split(text, language)
    # "480.00" is whole yen; "480.000" may have meant a grouping.
    if len(fraction) > minor_units(currency) and fraction not in ("0", "00"):
        raise NotAnAmount(_too_precise(currency))
    amount = Decimal(f"{whole}.{fraction or 0}")
    if amount > LARGEST:
        raise NotAnAmount(_("This amount is too large."))
    return quantise(amount, currency)


def _refuse_oddities(text: str) -> None:
    if not text:
        raise NotAnAmount(_("Enter an amount."))
    if re.match(r"[-\u2010-\u2015\u2212\ufe63\uff0d]", text):
        raise NotAnAmount(_("An amount cannot be negative here. Write it without a sign."))
    if len(text) > _LONGEST or not re.fullmatch(rf"[0-9.,{_SPACES}]+", text):
        raise NotAnAmount(_("Write the amount with digits only, without currency, letters or signs."))


def _split(text: str, language: str) -> tuple[str, str]:
    """Digits before and after the decimal mark; NotAnAmount where the marks stand wrong."""
    point, comma = _marks(language)
    written = rf"(?P<whole>[1-9]\d{{0,2}}(?:(?P<group>[{comma}{_SPACES}])\d{{3}})(?:(?P=group)\d{{3}})*|\d+)"
    if found := re.fullmatch(rf"{written}(?:{re.escape(point)}(?P<fraction>\d+))?", text):
        return re.sub(r"\D", "", found["whole"]), found["fraction"] or ""
    # The other language's decimal mark; three digits behind it could be a group, so they are not taken.
    if found := re.fullmatch(rf"(?P<whole>\d+){re.escape(comma)}(?P<fraction>\d{{1,2}})", text):
        return found["whole"], found["fraction"]
    raise NotAnAmount(_("Write the amount like this: %(example)s.") % {"example": f"1{comma}234{point}56"})


def _marks(language: str) -> tuple[str, str]:
    """The decimal and the grouping mark of a language."""
    locale = language.replace("-", "_")
    return get_decimal_symbol(locale), get_group_symbol(locale)


def _too_precise(currency: str) -> str:
    places = minor_units(currency)
    if places == 0:
        return _("%(currency)s has no decimal places.") % {"currency": currency}
    return _("%(currency)s has no more than %(places)s decimal places.") % {
        "currency": currency,
        "places": places,
    }


def format_amount(amount: Decimal, currency: str, language: str) -> str:
    """The figure alone, grouped, with the currency's decimal places: "2,600.00", in German "2.600,00"."""
    pattern = "#,##0" + ("." + "0" * minor_units(currency) if minor_units(currency) else "")
    return format_decimal(quantise(amount, currency), pattern, locale=language.replace("-", "_"))


def format_money(amount: Decimal, currency: str, language: str) -> str:
    """Figure and currency code, kept on one line: "2,600.00 EUR"."""
    return f"{format_amount(amount, currency, language)}\u00a0{currency}"


def format_rate(rate: Decimal, language: str) -> str:
    """An exchange rate with all its decimal places and no idle zeros: "0.00612", in German "0,00612"."""
    return format_decimal(rate, "0.########", locale=language.replace("-", "_"))


def format_share(share: Decimal, language: str) -> str:
    """A share of one as a percentage: "25%", in German "25 %"."""
    return format_percent(share, "#,##0.##%", locale=language.replace("-", "_"), decimal_quantization=False)


def currency_name(currency: str) -> str:
    """Code and name in the reader's language: "JPY, Japanese yen"."""
    return f"{currency}, {get_currency_name(currency, locale=(get_language() or 'en').replace('-', '_'))}"


def write_amount(amount: Decimal, currency: str, language: str) -> str:
    """As a person would type it into a field: no grouping, the language's decimal mark."""
    return str(quantise(amount, currency)).replace(".", _marks(language)[0])
