"""What every act of a program's manager does: lock, ask, compare, write, record with before and after."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import User
from history.actions import record
from history.models import Event
from lifecycle import ActionRefused, clock
from programs import in_use
from programs.meanwhile import Overtaken, merge
from programs.models import Program
from programs.permissions import may_manage


def locked_program(pk: int, by: User) -> tuple[Program, datetime]:
    """The program, locked, and the time after it was. Raises ActionRefused for others than its managers."""
    program = Program.objects.select_for_update(no_key=True).get(pk=pk)
    at = clock.now()
    if not (verdict := may_manage(by, program)):
        raise ActionRefused(verdict)
    return program, at


def write_changes(
    row: Model, typed: Mapping[str, Any], seen: Mapping[str, str], at: datetime
) -> list[tuple[str, Any, Any]]:
    """Write what differs, from each of two people what only they changed: field, before, after.

    row: locked, or of a locked program. Raises Overtaken where both changed the same, and ActionRefused at
    the fields where a change would touch what is in use, or make what cannot be.
    """
    stored = {name: getattr(row, name) for name in typed}
    after = merge(stored, typed, seen)
    changed = [(name, stored[name], value) for name, value in after.items() if stored[name] != value]
    in_use.refuse(row, after, at)
    for name, _before, value in changed:
        setattr(row, name, value)
    if changed:
        save_possible(row)
    return changed


def save_possible(row: Model) -> None:
    """Save it; what its constraints refuse is said at the fields. Raises ActionRefused."""
    try:
        row.full_clean()
    except ValidationError as error:
        said = {name: " ".join(words) for name, words in error.message_dict.items()}
        everything = said.pop(NON_FIELD_ERRORS, "")
        raise ActionRefused(
            everything or _("This cannot be saved."), fields=_all(said, everything)
        ) from error
    row.save()


def _all(said: dict[str, str], everything: str) -> dict[str, Any]:
    return {**said, **({"": everything} if said and everything else {})}


def note(
    program: Program,
    code: str,
    by: User,
    at: datetime,
    changed: list[tuple[str, Any, Any]] | None = None,
    **params: Any,
) -> None:
    """Write into the program's history, with each changed field before and after; changed: None where nothing is."""
    if changed is not None:
        params["changes"] = [list(one) for one in changed]
    record(program, code, actor=by, at=at, **params)


@contextmanager
def told_by(program: Program, code: str, **about: Any) -> Iterator[None]:
    """Let an Overtaken say who made the newest change of this kind; about: further parameters of its event."""
    try:
        yield
    except Overtaken as overtaken:
        wanted = {f"params__{name}": value for name, value in about.items()}
        events = Event.objects.about(program).filter(code=code, **wanted)
        overtaken.event = events.select_related("actor").last()
        raise
