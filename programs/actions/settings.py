"""Changing a program's limits, clocks and words."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from programs.actions.door import locked_program, note, told_by, write_changes
from programs.models import Program

CODE = "programs.settings_changed"


@transaction.atomic
def change_settings(
    program: Program, typed: Mapping[str, Any], *, seen: Mapping[str, str], by: User
) -> list[tuple[str, Any, Any]]:
    """Write what the manager changed of the program, and its history: field, before, after of each.

    typed: values by field; seen: marks of what the person saw. What holds from now on is not what was promised
    before: instants that were computed stay. Raises ActionRefused for others than the program's managers, at the
    fields whose change would touch what is in use or cannot be, and Overtaken where two changed the same.
    """
    program, at = locked_program(program.pk, by)
    with told_by(program, CODE):
        changed = write_changes(program, typed, seen, at)
    if changed:
        note(program, CODE, by, at, changed)
    return changed
