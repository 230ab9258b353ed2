"""Single values as they stand in an e-invoice, made plain text that can be trusted in form: or nothing."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

#: What no amount of the portal exceeds; see `programs.money`.
LARGEST = Decimal("999999999.99")
_AMOUNT = re.compile(r"[+-]?(\d{1,15}(\.\d{0,10})?|\.\d{1,10})")
#: CII's formats 102, 203 and 204 begin with the day; UBL writes ISO 8601, some with a time or a zone.
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{4}|\d{6})?|(\d{4})-(\d{2})-(\d{2})([TZ+-].{0,30})?")


def line_of(text: str, most: int = 200) -> str:
    """One line of readable text: no control, invisible or direction-changing characters."""
    readable = "".join(one for one in " ".join(text.split()) if one.isprintable())
    return readable if len(readable) <= most else readable[: most - 1].rstrip() + "…"


def number_of(text: str) -> str:
    """An invoice number; one that is longer than ours may be is none, because half a number is a wrong one."""
    number = line_of(text, 1000)
    return number if len(number) <= 60 else ""


def day_of(text: str) -> str:
    """A day as YYYY-MM-DD, or "" where it is none."""
    found = _DAY.fullmatch(text.strip())
    if not found:
        return ""
    year, month, day = (int(one) for one in found.group(1, 2, 3) if one) if found[1] else _iso(found)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _iso(found: re.Match[str]) -> tuple[int, int, int]:
    return int(found[5]), int(found[6]), int(found[7])


def amount_of(text: str) -> str:
    """An amount with a point and no exponent, its sign kept, or "" where it is none or beyond all reason."""
    text = text.strip()
    if not text.isascii() or not _AMOUNT.fullmatch(text):
        return ""
    amount = Decimal(text)
    return format(amount, "f") if abs(amount) <= LARGEST else ""


def currency_of(text: str) -> str:
    """A code of ISO 4217 by its form."""
    code = text.strip()
    return code if re.fullmatch(r"[A-Z]{3}", code) else ""


#: Every value of an invoice that is read, and what makes it plain.
CLEANERS: dict[str, Callable[[str], str]] = {
    "number": number_of,
    "date": day_of,
    "seller": line_of,
    "buyer": line_of,
    "currency": currency_of,
    "net": amount_of,
    "tax": amount_of,
    "gross": amount_of,
    "service_first_day": day_of,
    "service_last_day": day_of,
}
_TYPES: dict[Callable[[str], str], Callable[[str], object]] = {
    day_of: lambda text: datetime.strptime(text, "%Y-%m-%d").date(),  # noqa: DTZ007  a day has no zone
    amount_of: Decimal,
}


def typed(name: str, text: str) -> object:
    """A plain value as what it is: a date, a Decimal, or the text itself."""
    return _TYPES.get(CLEANERS[name], str)(text)
