"""The single door for what changes in this room after it was set up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Partner, User
from history.actions import record
from lifecycle import ActionRefused, Verdict, clock
from outbox.actions import enqueue
from programs import rules
from programs.models import ActivityTypeVersion, ExchangeRate, Extension, Program, UsagePeriod
from programs.money import format_rate
from programs.permissions import currencies_managed, may_manage
from programs.rate_sheet import Problem, RateRow, SheetUnreadable


@transaction.atomic
def grant_extension(
    period: UsagePeriod, *, partner: Partner | None, last_day: date, reason: str, by: User
) -> Extension:
    """Move the deadline to the end of `last_day` in the program's zone, for one location or for all (R1).

    Writes the extension and the period's history, and promises the job
    `claims.extension_granted` (extension_id): it brings expired drafts back and
    restores forfeited funds. Raises ActionRefused for anybody but a manager of the
    program, for a day that is not later than now in force, and without a reason.
    """
    at = clock.now()
    period = UsagePeriod.objects.select_for_update(of=("self",)).select_related("program").get(pk=period.pk)
    if not (verdict := may_manage(by, period.program)):
        raise ActionRefused(verdict)
    deadline = rules.end_of_day(last_day, period.program.zone)
    _refuse_pointless(period, partner, deadline, reason)
    extension = Extension.objects.create(
        period=period, partner=partner, deadline=deadline, reason=reason.strip(), granted_by=by, granted_at=at
    )
    record(
        period,
        "programs.extension_granted",
        actor=by,
        at=at,
        extension=extension.pk,
        partner=str(partner) if partner else None,
        last_day=last_day,
        reason=extension.reason,
    )
    enqueue("claims.extension_granted", at=at, key=f"extension {extension.pk}", extension_id=extension.pk)
    return extension


def _refuse_pointless(period: UsagePeriod, partner: Partner | None, deadline: datetime, reason: str) -> None:
    in_force = rules.deadline_for(period, partner)
    if deadline <= in_force:
        raise ActionRefused(
            _("This day is not later than the deadline in force."),
            fields={"last_day": _("Choose a later day than the deadline in force.")},
        )
    if not reason.strip():
        raise ActionRefused(_("Say why the deadline moves."), fields={"reason": _("Give the reason.")})


@transaction.atomic
def publish_version(version: ActivityTypeVersion, *, at: datetime) -> None:
    """Put a version in force; from then on neither it nor its parts can be changed (R21).

    Raises ValidationError where words are missing in a language or it is published already.
    """
    version.full_clean()
    for part in [*version.requirements.all(), *version.caps.all()]:
        # Fields only: the database has checked the constraints when the part was written.
        part.clean_fields()
    version.published_at = at
    version.save(update_fields=["published_at"])


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
