"""Proposals out of the text of an invoice's pages, in German and English: nothing rather than a guess.

A value is proposed only where a word says what it is, and only where everything that says so agrees.
"""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from documents.einvoices.values import amount_of, day_of, number_of

_GAP = r"[ \t]*[:#]?[ \t]*"
_NUMBER_WORDS = (
    r"(?:Rechnungs?[- ]?(?:nummer|nr\.?)|(?:Rechnung|Handelsrechnung)(?: \(\d{3}\))?[ ]Nr\.?|RE?-?Nr\.|Rg\.?-?Nr\.|"
    r"Belegnummer|Belegnr\.|Invoice[ ](?:number|no\.?|num\.?|ID|#)|Invoice(?=[ ]?#))"
)
_NUMBER = re.compile(
    rf"\b{_NUMBER_WORDS}{_GAP}(?P<number>[A-Z0-9][A-Z0-9./_-]{{0,38}}[A-Z0-9])(?![\w/])", re.IGNORECASE
)
#: A heading of nothing but the word and a number; "Rechnung 11/2026" may as well name a month.
_HEADING = re.compile(
    r"^[ \t]*(?:Rechnung|Invoice)[ \t]*[:#]?[ \t]+(?!(?:\d{1,2}[./-]){0,2}(?:19|20)\d\d[ \t\r]*$)"
    r"(?P<number>[A-Z0-9][A-Z0-9./_-]{1,38}[A-Z0-9])[ \t\r]*$",
    re.IGNORECASE | re.MULTILINE,
)

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januar", "jänner", "january", "jan"),
            ("februar", "feber", "february", "feb"),
            ("märz", "march", "mar", "mrz"),
            ("april", "apr"),
            ("mai", "may"),
            ("juni", "june", "jun"),
            ("juli", "july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("oktober", "october", "okt", "oct"),
            ("november", "nov"),
            ("dezember", "december", "dez", "dec"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_WORDS = (
    r"(?:Rechnungsdatum(?:[ ]?(?:und|/|=)[ ]?(?:Leistungs|Liefer)datum)?|"
    r"Rechnungs-[ ]?(?:und|/)[ ]?(?:Leistungs|Liefer)datum|"
    r"Datum der Rechnung|Belegdatum|Ausstellungsdatum|"
    r"Invoice date(?:[ ]?(?:and|/|=)[ ]?(?:delivery|service) date)?|Date of invoice|Date of issue|Issue date|Issued on)"
)
_NUMBERED_DAY = rf"{_NUMBER_WORDS}{_GAP}\S{{2,40}}[ ](?:vom|of|dated)"
_DAY = re.compile(
    rf"\b(?:{_DAY_WORDS}|{_NUMBERED_DAY}){_GAP}(?:"
    r"(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<d>\d{1,2})\.[ ]?(?P<m>\d{1,2})\.[ ]?(?P<y>\d{4})"
    rf"|(?P<wd>\d{{1,2}})(?:\.|st|nd|rd|th)?[ ](?P<wm>{_MONTH})\.?,?[ ](?P<wy>\d{{4}})"
    rf"|(?P<am>{_MONTH})\.?[ ](?P<ad>\d{{1,2}})(?:st|nd|rd|th)?,?[ ](?P<ay>\d{{4}})"
    r"|(?P<s1>\d{1,2})/(?P<s2>\d{1,2})/(?P<sy>\d{4})"
    r")(?!\d)",
    re.IGNORECASE,
)

#: A dollar may be of many countries and a plain "kr" too: those signs say nothing.
_SIGNS = {"€": "EUR", "£": "GBP", "US$": "USD", "zł": "PLN", "¥": "JPY"}
_CODES = ("EUR", "USD", "GBP", "CHF", "PLN", "SEK", "DKK", "NOK", "CZK", "HUF", "JPY", "CAD", "AUD")
_CURRENCY = re.compile(
    rf"(?<![A-Za-z])(?P<code>{'|'.join(_CODES)}|US\$|zł)(?![A-Za-z])|(?P<sign>[€£¥])", re.UNICODE
)
_MONEY = rf"(?:{'|'.join(_CODES)}|US\$|[€£¥$])"
_FIGURE = (
    r"(?P<figure>-?\d{1,3}(?:[.,' \u00a0\u202f]\d{3})*[.,]\d{2}|-?\d+[.,]\d{2})(?P<minus>-)?(?!\d|[.,]\d)"
)
#: What may stand between the word and the figure: the tax that is in or out of it, and the currency.
_BETWEEN = (
    rf"(?:[ \t]*\([^)\n]{{1,30}}\))?(?:[ \t]+in)?(?:[ \t]*{_MONEY})?[ \t]*[:.]?[ \t]*(?:{_MONEY})?[ \t]*"
)
_INCLUDING = (
    r"(?:[ ](?:inkl\.?|incl\.?|including)[ ](?:\d{1,2}(?:[.,]\d)?[ ]?%[ ])?(?:USt\.?|MwSt\.?|VAT|tax))?"
)


def _sum(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{words}){_BETWEEN}{_FIGURE}", re.IGNORECASE)


_SUMS = {
    "gross": _sum(
        r"(?:Gesamtbetrag|Rechnungsbetrag|Rechnungssumme|Gesamtsumme|Endbetrag|Endsumme|Summe|Betrag)[ ]"
        r"(?:brutto|inkl\.?[ ](?:USt\.?|MwSt\.?))|"
        r"Brutto(?:summe|betrag)|Gesamtbetrag|Rechnungsbetrag|Rechnungssumme|Gesamtsumme|Endbetrag|Zahlbetrag|"
        r"Zu[ ]zahlen(?:der[ ]Betrag)?|"
        r"(?:Invoice|Grand|Gross)[ ]total|Total[ ](?:amount[ ])?(?:due|payable|gross)|Total[ ]amount|Amount[ ]due|"
        rf"Balance[ ]due|Total{_INCLUDING}"
    ),
    "net": _sum(
        r"(?:Gesamtbetrag|Rechnungsbetrag|Rechnungssumme|Summe|Betrag|Zwischensumme|Gesamt)[ ]"
        r"(?:netto|ohne[ ](?:USt\.?|MwSt\.?))|Netto(?:summe|betrag)|Zwischensumme|"
        r"Sub-?total|Net[ ](?:amount|total)|Total[ ](?:net|excl\.?[ ](?:VAT|tax)|excluding[ ](?:VAT|tax))"
    ),
}
_TAX = _sum(r"(?:Umsatzsteuer|Mehrwertsteuer|USt\.?|MwSt\.?|VAT)(?:[ ]\d{1,2}(?:[.,]\d)?[ ]?%)?")
_CREDIT = re.compile(
    r"\b(?:Rechnungskorrektur|Stornorechnung|Credit (?:note|memo))[ ](?:Nr|No|number|#)", re.IGNORECASE
)


def propose(text: str) -> dict[str, str]:
    """Number, date, currency and total, and net and tax where their sum is the total; what is not said is left out.

    Plain values as in `values`.
    """
    sums = {name: _only(_amounts(pattern, text)) for name, pattern in _SUMS.items()}
    said = {
        "number": _only(_numbers(text)),
        "date": _only(_days(text)),
        "currency": _only(_currencies(text)),
        **sums,
        **_net_and_tax(sums["gross"], sums["net"], text),
    }
    return {name: value for name, value in said.items() if value}


def is_credit(text: str) -> bool:
    """Whether the page calls itself a credit note. A German "Gutschrift" may be an invoice the buyer wrote."""
    return bool(_CREDIT.search(text))


def _only(found: Iterable[str]) -> str:
    """The one value that everything agrees on."""
    different = {one for one in found if one}
    return different.pop() if len(different) == 1 else ""


def _numbers(text: str) -> Iterable[str]:
    found = [one["number"] for pattern in (_NUMBER, _HEADING) for one in pattern.finditer(text)]
    return [number_of(one) for one in found if re.search(r"\d", one)]


def _days(text: str) -> Iterable[str]:
    return [_day(one) for one in _DAY.finditer(text)]


def _day(one: re.Match[str]) -> str:
    """A day as YYYY-MM-DD; 03/04/2026 is none, because it is two."""
    if one["iso"]:
        return day_of(one["iso"])
    if one["s1"]:
        return _slashed(int(one["s1"]), int(one["s2"]), int(one["sy"]))
    if one["d"]:
        return _date(one["y"], one["m"], one["d"])
    month = _MONTHS[(one["wm"] or one["am"]).lower()]
    return _date(one["wy"] or one["ay"], month, one["wd"] or one["ad"])


def _slashed(first: int, second: int, year: int) -> str:
    if first > 12 or first == second:
        return _date(year, second, first)
    return _date(year, first, second) if second > 12 else ""


def _date(year: int | str, month: int | str, day: int | str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _currencies(text: str) -> Iterable[str]:
    found = (one["code"] or one["sign"] for one in _CURRENCY.finditer(text))
    return [_SIGNS.get(one, one).upper() for one in found]


def _amounts(pattern: re.Pattern[str], text: str) -> Iterable[str]:
    return [_amount(one["figure"], one["minus"] or "") for one in pattern.finditer(text)]


def _amount(figure: str, minus: str) -> str:
    """1.234,56 and 1,234.56: the mark before the last two digits is the decimal one."""
    whole, cents = figure[:-3], figure[-2:]
    plain = amount_of(f"{re.sub(r'[^-0-9]', '', whole)}.{cents}")
    return f"-{plain}" if minus and plain else plain


def _net_and_tax(gross: str, net: str, text: str) -> dict[str, str]:
    """Both, where each stands on the page and they make up the total: then three figures agree."""
    on_page = {_amount(one["figure"], one["minus"] or "") for one in re.finditer(_FIGURE, text)}
    if gross and not net and (tax := _only(_amounts(_TAX, text))):
        net = _less(gross, tax)
    if not gross or net not in on_page:
        return {"net": ""}
    tax = _less(gross, net)
    return {"net": net, "tax": tax} if tax in on_page and not tax.startswith("-") else {"net": ""}


def _less(total: str, part: str) -> str:
    return format(Decimal(total) - Decimal(part), "f")
