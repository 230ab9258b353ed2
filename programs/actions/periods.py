"""Usage periods of a program: adding, changing what may still change, removing what nobody needs (R1, R2)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from lifecycle import ActionRefused
from programs import in_use
from programs.actions.door import locked_program, note, save_possible, told_by, write_changes
from programs.actions.extending import locked
from programs.meanwhile import REMOVED
from programs.models import Program, UsagePeriod

CHANGED = "programs.period_changed"


@transaction.atomic
def add_period(program: Program, code: str, days: Mapping[str, date | None], *, by: User) -> UsagePeriod:
    """Add a usage period; its deadline is computed from its last day and the program's zone, once (R1).

    days: as `UsagePeriod.planned` takes them; where one is None the program's rule gives it. Raises ActionRefused
    for others than the program's managers, and at the fields for days that overlap or lie the wrong way round.
    """
    program, at = locked_program(program.pk, by)
    given: dict[str, Any] = {name: day for name, day in days.items() if day is not None}
    period = UsagePeriod.planned(program, code, **given)
    save_possible(period)
    note(program, "programs.period_added", by, at, **_facts(period), **_days_of(period))
    return period


@transaction.atomic
def change_period(
    period: UsagePeriod, typed: Mapping[str, Any], *, seen: Mapping[str, str], by: User
) -> list[tuple[str, Any, Any]]:
    """Change what may still change; never its deadline, which only an extension moves. Field, before, after of each.

    Raises as `settings.change_settings`, and ActionRefused where the period is gone.
    """
    program, at = locked_program(period.program_id, by)
    period = _still_there(period)
    with told_by(program, CHANGED, period=period.pk):
        changed = write_changes(period, typed, seen, at)
    if changed:
        note(program, CHANGED, by, at, changed, **_facts(period))
    return changed


@transaction.atomic
def remove_period(period: UsagePeriod, *, by: User) -> None:
    """Take away a usage period that has not begun and that nothing belongs to.

    Raises ActionRefused for others than the program's managers, and with what needs it still.
    """
    program, at = locked_program(period.program_id, by)
    period = _still_there(period)
    in_use.refuse_removal(period, at)
    facts = _facts(period) | _days_of(period)
    period.delete()
    note(program, "programs.period_removed", by, at, **facts)


def _still_there(period: UsagePeriod) -> UsagePeriod:
    try:
        return locked(period.pk)
    except UsagePeriod.DoesNotExist as error:
        raise ActionRefused(REMOVED) from error


def _facts(period: UsagePeriod) -> dict[str, Any]:
    """Which period it is about, by its days as they are now."""
    return {
        "period": period.pk,
        "named": period.code,
        "first_day": period.first_day,
        "last_day": period.last_day,
    }


def _days_of(period: UsagePeriod) -> dict[str, Any]:
    names = ("earning_first_day", "earning_last_day", "submission_opens_on", "deadline_day")
    return {name: getattr(period, name) for name in names}
