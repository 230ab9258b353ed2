"""Countries and currencies in the reader's language."""

from babel import Locale
from babel.numbers import get_territory_currencies

#: Currencies most partners can be paid in, wherever their account is.
WIDELY_PAID = ("EUR", "USD", "GBP")


def country_name(code: str, language: str | None) -> str:
    """The country's name, or its code where it has none."""
    return _locale(language).territories.get(code, code)


def currencies_for(*countries: str, also: str = "") -> list[str]:
    """Currencies to choose from for accounts in these countries (what is none counts nothing), the usual first."""
    places = [country for country in countries if len(country) == 2]
    own = [code for country in places for code in get_territory_currencies(country)]
    return list(dict.fromkeys([code for code in (also, *own, *WIDELY_PAID) if code]))


def currency_name(code: str, language: str | None) -> str:
    """ "EUR – euro", as a choice reads."""
    return f"{code} – {_locale(language).currencies.get(code, code)}"


def _locale(language: str | None) -> Locale:
    return Locale.parse((language or "en").replace("-", "_"))
