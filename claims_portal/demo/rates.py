"""Invented exchange rates: they move a little from month to month, and go on for a year, so that the demo does."""

import math
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from programs.actions.rates import Loaded, load_rates
from programs.rate_sheet import RateRow

YEARS_BACK, MONTHS_AHEAD = 4, 12
#: What one unit was worth in the middle of the story; by the currency programs pay in.
AROUND = {
    "EUR": {"USD": "0.92", "GBP": "1.17", "PLN": "0.232", "JPY": "0.0061", "KWD": "3.01", "CHF": "1.05"},
    "USD": {"EUR": "1.087", "GBP": "1.272", "PLN": "0.252", "JPY": "0.00663", "KWD": "3.27", "CHF": "1.141"},
}
_SWING = Decimal("0.04")
_PLACES = Decimal("0.000001")


def load(today: date) -> Loaded:
    """Load the rates of the last years and of the next months."""
    return load_rates(list(_rows(today.replace(day=1))), by=None)


def _rows(month: date) -> Iterator[RateRow]:
    first = month - relativedelta(years=YEARS_BACK)
    for ahead in range(YEARS_BACK * 12 + MONTHS_AHEAD + 1):
        for into, rates in AROUND.items():
            for start, (currency, rate) in enumerate(rates.items()):
                at = first + relativedelta(months=ahead)
                yield RateRow(ahead + 2, at, currency, into, _moved(Decimal(rate), ahead + 5 * start))


def _moved(rate: Decimal, phase: int) -> Decimal:
    wave = Decimal(round(math.sin(phase / 4), 4))
    return (rate * (1 + _SWING * wave)).quantize(_PLACES)
