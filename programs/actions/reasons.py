"""Reasons for cuts, requests and questions: words that managers keep; a reason that was given is never deleted."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from lifecycle import ActionRefused
from programs.actions.door import locked_program, note, save_possible, told_by, write_changes
from programs.enums import ReasonKind
from programs.models import Program, Reason
from programs.permissions import may_change_reason

CHANGED = "programs.reason_changed"
#: Of the code that the words give, so that it stays within the column with what is put after it.
LENGTH = 40


@transaction.atomic
def add_reason(program: Program, kind: ReasonKind, words: Any, mend: Any, *, by: User) -> Reason:
    """Add a reason that this program alone offers. words, mend: in every language of the portal; mend may be {}.

    Raises ActionRefused for others than the program's managers, and at the fields for missing words.
    """
    program, at = locked_program(program.pk, by)
    behind = Reason.objects.filter(kind=kind).order_by("position").last()
    reason = Reason(kind=kind, program=program, words=words, mend=mend, code=_free_code(program, words))
    reason.position = behind.position + 1 if behind else 0
    save_possible(reason)
    note(program, "programs.reason_added", by, at, reason=reason.code, kind=kind, words=words)
    return reason


@transaction.atomic
def change_reason(
    reason: Reason, typed: Mapping[str, Any], *, seen: Mapping[str, str], by: User
) -> list[tuple[str, Any, Any]]:
    """Change words, or whether it is offered; decisions and requests that were sent keep the words they had.

    A reason of every program is changed by who manages them all, and stands in the history of each. Raises
    ActionRefused for others, and as `settings.change_settings`.
    """
    if not (verdict := may_change_reason(by, reason)):
        raise ActionRefused(verdict)
    concerned = Program.objects.filter(pk=reason.program_id) if reason.program_id else Program.objects.all()
    # Always in this order, so that two managers do not wait for each other.
    programs = [locked_program(one.pk, by) for one in concerned.order_by("pk")]
    reason = Reason.objects.select_for_update().get(pk=reason.pk)
    at = programs[-1][1]
    with told_by(programs[0][0], CHANGED, reason=reason.code):
        changed = write_changes(reason, typed, seen, at)
    for one, _at in programs if changed else ():
        note(one, CHANGED, by, at, changed, reason=reason.code, words=reason.words)
    return changed


def _free_code(program: Program, words: Any) -> str:
    """A permanent code out of the English words, with a number where there is such a one."""
    base = f"{program.code.lower()}-{slugify((words or {}).get('en', ''))[:LENGTH].strip('-')}".strip("-")
    taken = set(Reason.objects.filter(code__startswith=base).values_list("code", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in [base, *numbered] if one not in taken)
