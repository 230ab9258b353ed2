"""Monthly exchange rates (R13): which one holds, what is converted by it, and in which currencies one can claim."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from programs.models import ExchangeRate
from programs.money import quantise
from programs.rules import local_day

if TYPE_CHECKING:
    from programs.models import Program


def month_of(at: datetime, zone: str) -> date:
    """The first day of the month it is at `at` in the zone."""
    return local_day(at, zone).replace(day=1)


def convert(amount: Decimal, rate: Decimal, into: str) -> Decimal:
    """An amount times its rate, rounded once: half-even to the minor unit of `into` (R13)."""
    return quantise(amount * rate, into)


def newest_rates(currencies: Iterable[str], into: str, month: date) -> dict[str, ExchangeRate]:
    """By currency the latest known rate up to the month: what a draft is shown at. One query."""
    found = ExchangeRate.objects.into(into).filter(currency__in=set(currencies)).newest(month)
    return {one.currency: one for one in found}


def currencies_into(program: "Program", month: date) -> list[str]:
    """The currencies an invoice can be claimed in: the program's own, then those with a rate into it by now."""
    known = ExchangeRate.objects.into(program.currency).filter(month__lte=month)
    return [program.currency, *sorted(set(known.values_list("currency", flat=True).distinct()))]


def use(currencies: Iterable[str], into: str, month: date, *, at: datetime) -> dict[str, ExchangeRate]:
    """The rates of exactly this month, by currency, marked as used from now on: they never change again.

    To be called in the transaction that converts by them. A currency without a rate for
    the month is left out. Locks, in the order of their ids, only rates nobody used before.
    """
    rates = ExchangeRate.objects.into(into).filter(currency__in=set(currencies), month=month)
    fresh = list(rates.filter(used_at=None).select_for_update().order_by("pk"))
    ExchangeRate.objects.filter(pk__in=[one.pk for one in fresh], used_at=None).update(used_at=at)
    return {one.currency: one for one in rates}


#: Months on the page of rates: the next one, this one, and those before.
MONTHS_SHOWN = 6


@dataclass(frozen=True)
class PairRow:
    """One pair of currencies with each month shown, newest first; None where a month has no rate."""

    currency: str
    into: str
    rates: list[tuple[date, ExchangeRate | None]]


@dataclass(frozen=True)
class Board:
    """The newest months of all pairs, and the pairs that have no rate for this month yet."""

    months: list[date]
    rows: list[PairRow]
    missing: list[PairRow]


def board(month: date, into: Sequence[str]) -> Board:
    """How the rates into some currencies stand in a month. One query."""
    months = [month + relativedelta(months=1 - back) for back in range(MONTHS_SHOWN)]
    found = ExchangeRate.objects.filter(into__in=into, month__gte=months[-1], month__lte=months[0])
    rows = []
    for (target, currency), pair in groupby(
        found.order_by("into", "currency"), lambda one: (one.into, one.currency)
    ):
        by_month = {one.month: one for one in pair}
        rows.append(PairRow(currency, target, [(one, by_month.get(one)) for one in months]))
    return Board(months, rows, [row for row in rows if (month, None) in row.rates])
