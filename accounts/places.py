"""Countries, currencies and time zones in the reader's language."""

from functools import lru_cache

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location
from babel.numbers import get_territory_currencies

#: Currencies most partners can be paid in, wherever their account is.
WIDELY_PAID = ("EUR", "USD", "GBP")

#: Codes that name no country: the Union, the United Nations, the unknown, and what only tests data.
NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"})


def country_name(code: str, language: str | None) -> str:
    """The country's name, or its code where it has none."""
    return _locale(language).territories.get(code, code)


@lru_cache(maxsize=4)
def countries_by_name(language: str | None) -> list[tuple[str, str]]:
    """Countries to choose from, as code and name, in the order of their names."""
    named = _locale(language).territories.items()
    return sorted(
        (
            (code, name)
            for code, name in named
            if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES
        ),
        key=lambda one: one[1].casefold(),
    )


def currencies_for(*countries: str, also: str = "") -> list[str]:
    """Currencies to choose from for accounts in these countries (what is none counts nothing), the usual first."""
    places = [country for country in countries if len(country) == 2]
    own = [code for country in places for code in get_territory_currencies(country)]
    return list(dict.fromkeys([code for code in (also, *own, *WIDELY_PAID) if code]))


def currency_name(code: str, language: str | None) -> str:
    """ "EUR – euro", as a choice reads."""
    return f"{code} – {_locale(language).currencies.get(code, code)}"


def zone_city(zone: str, language: str) -> str:
    """The city a time zone is named after, in `language`: "Kairo" for Africa/Cairo in German."""
    return get_timezone_location(zone, locale=language.replace("-", "_"), return_city=True)


@lru_cache(maxsize=4)
def zones_by_city(language: str) -> list[tuple[str, str]]:
    """Time zones to choose from: name and "Berlin (Germany)", by city; UTC, which is nobody's, first."""
    placed = {zone: place for zone, place in get_global("zone_territories").items() if place.isalpha()}
    named = [
        (zone, f"{zone_city(zone, language)} ({country_name(place, language)})")
        for zone, place in placed.items()
        if place != "ZZ"
    ]
    return [("UTC", "UTC"), *sorted(named, key=lambda one: one[1].casefold())]


def _locale(language: str | None) -> Locale:
    return Locale.parse((language or "en").replace("-", "_"))
