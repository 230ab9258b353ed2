"""Taking in monthly exchange rates (R13)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from history.actions import record
from lifecycle import ActionRefused, Verdict, clock
from programs.models import ExchangeRate, Program
from programs.money import format_rate
from programs.permissions import currencies_managed
from programs.rate_sheet import Problem, RateRow, SheetUnreadable


@dataclass(frozen=True)
class Loaded:
    """What became of a sheet of rates."""

    added: int
    changed: int
    unchanged: int


@transaction.atomic
def load_rates(rows: Sequence[RateRow], *, by: User | None) -> Loaded:
    """Take in a sheet of monthly exchange rates (R13): all of it or nothing, safe to repeat.

    by: a manager of programs in these currencies, or None for the command. Raises
    ActionRefused for anybody else, and SheetUnreadable by line for a currency that no
    program of theirs pays in, and for a rate a submitted claim was converted by.
    """
    at = clock.now()
    mine = set(Program.objects.values_list("currency", flat=True)) if by is None else currencies_managed(by)
    if not mine:
        words = _("Exchange rates are loaded by program managers.")
        raise ActionRefused(Verdict(False, words, forbidden=True))
    # Locked, so that two sheets are taken in one after the other, and their history fits.
    programs = list(Program.objects.filter(currency__in=mine).select_for_update(no_key=True).order_by("pk"))
    known = _known_rates(rows)
    _refuse_rates(rows, mine, known)
    fresh = [row for row in rows if row.key not in known]
    changed = [(known[row.key], row) for row in rows if row.key in known and known[row.key].rate != row.rate]
    ExchangeRate.objects.bulk_create(
        ExchangeRate(
            month=row.month, currency=row.currency, into=row.into, rate=row.rate, loaded_at=at, loaded_by=by
        )
        for row in fresh
    )
    _note_rates(programs, fresh, changed, by, at)
    for rate, row in changed:
        rate.rate, rate.loaded_at, rate.loaded_by = row.rate, at, by
        rate.save(update_fields=["rate", "loaded_at", "loaded_by"])
    return Loaded(len(fresh), len(changed), len(rows) - len(fresh) - len(changed))


def _known_rates(rows: Iterable[RateRow]) -> dict[tuple[date, str, str], ExchangeRate]:
    """What there is of the sheet already, locked against being used right now."""
    rates = ExchangeRate.objects.filter(month__in={row.month for row in rows})
    return {(one.month, one.currency, one.into): one for one in rates.select_for_update().order_by("pk")}


def _refuse_rates(rows: Iterable[RateRow], mine: set[str], known: dict[Any, ExchangeRate]) -> None:
    problems = []
    for row in rows:
        before = known.get(row.key)
        if row.into not in mine:
            words = _("No program of yours pays in %(currency)s.") % {"currency": row.into}
            problems.append(Problem(row.line, words))
        elif before and before.used_at and before.rate != row.rate:
            words = _("Claims were submitted with the rate %(rate)s; it is not changed any more.")
            rate = format_rate(before.rate, get_language() or "en")
            problems.append(Problem(row.line, words % {"rate": rate}))
    if problems:
        raise SheetUnreadable(*problems)


def _note_rates(
    programs: Iterable[Program],
    fresh: Iterable[RateRow],
    changed: Iterable[tuple[ExchangeRate, RateRow]],
    by: User | None,
    at: datetime,
) -> None:
    """In the history of every program that pays in the currency, with what a changed rate was before."""
    for program in programs:
        added = [f"{row.currency} {row.month:%Y-%m}" for row in fresh if row.into == program.currency]
        moved = [
            f"{row.currency} {row.month:%Y-%m}: {rate.rate.normalize():f} → {row.rate:f}"
            for rate, row in changed
            if row.into == program.currency
        ]
        if added or moved:
            record(program, "programs.rates_loaded", actor=by, at=at, added=added, changed=moved)
