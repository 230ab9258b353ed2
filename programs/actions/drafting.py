"""Writing the catalogue of a fiscal year as drafts (R21). What is published is never touched, so no claim is.

Every act locks the activity, whose history keeps it, and refuses anybody who manages no program.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from history.actions import record
from lifecycle import ActionRefused, clock
from programs.comparing import VERSION, changes, facts_of
from programs.models import ActivityType, ActivityTypeVersion, Cap, ExpenseKind, Requirement
from programs.permissions import may_edit_catalogue, may_manage

Part = TypeVar("Part", Requirement, Cap)


class Outdated(ActionRefused):
    """Somebody else changed the draft since the page was drawn. edition: the one that stands now."""

    def __init__(self, edition: int) -> None:
        self.edition = edition
        words = _(
            "Somebody else changed this draft meanwhile; its history says what. Save again to keep yours."
        )
        super().__init__(words)


@transaction.atomic
def copy_year(fiscal_year: int, *, by: User) -> list[ActivityTypeVersion]:
    """A draft of each activity that has nothing for this year yet, copied from what holds the year before.

    Again it makes nothing twice. Returns the drafts it made. Raises ActionRefused for anybody but managers.
    """
    refuse_others(by)
    at = clock.now()
    # All at once and in one order: two people who copy the same year wait for each other.
    list(ActivityType.objects.select_for_update(no_key=True).order_by("pk"))
    written = ActivityTypeVersion.objects.filter(fiscal_year=fiscal_year).values("activity_type")
    held = (
        ActivityTypeVersion.objects.current(fiscal_year - 1).exclude(activity_type__in=written).with_rules()
    )
    return [_copy(one, fiscal_year, by, at) for one in held]


@transaction.atomic
def draft_activity(code: str, fiscal_year: int, *, by: User) -> ActivityTypeVersion:
    """The draft of one activity for a year: the one there is, else a copy of what holds that year.

    Raises ActionRefused for anybody but managers, and where nothing holds that could be copied.
    """
    refuse_others(by)
    activity = locked(code)
    if found := ActivityTypeVersion.objects.drafts(fiscal_year).filter(activity_type=activity).first():
        return found
    held = (
        ActivityTypeVersion.objects.current(fiscal_year).filter(activity_type=activity).with_rules().first()
    )
    if held is None:
        raise ActionRefused(_("Nothing of this activity was published yet."))
    return _copy(held, fiscal_year, by, clock.now())


@transaction.atomic
def add_activity(
    fiscal_year: int, activity: ActivityType, words: dict[str, Any], *, by: User
) -> ActivityTypeVersion:
    """A new kind of activity with the draft of its first version.

    activity: unsaved, with code and category; words: name and summary. Raises ActionRefused for anybody but
    managers, and for a code that is taken (field `code`).
    """
    refuse_others(by)
    if ActivityType.objects.filter(code=activity.code).exists():
        taken = _("This code is taken; a code stays with its activity for ever.")
        raise ActionRefused(taken, fields={"code": taken})
    activity.position = _last_place(activity.category)
    activity.save(force_insert=True)
    draft = ActivityTypeVersion.objects.create(activity_type=activity, fiscal_year=fiscal_year, **words)
    note(draft, "activity_added", by, clock.now())
    return draft


def _last_place(category: str) -> int:
    """That of the last one of its category, beside which it stands by its code; behind all where it is the first."""
    last = ActivityType.objects.filter(category=category).aggregate(last=Max("position"))["last"]
    if last is not None:
        return last
    return (ActivityType.objects.aggregate(last=Max("position"))["last"] or 0) + 1


@contextmanager
def changing(draft: ActivityTypeVersion, *, edition: int | None, by: User) -> Iterator[ActivityTypeVersion]:
    """Change a draft inside the block; what changed enters the history with before and after.

    edition: what the person saw, None where that does not matter. Gives the draft as it is now, locked. Raises
    ActionRefused for anybody but managers, for what is published by now, and where somebody else was faster.
    """
    refuse_others(by)
    with transaction.atomic():
        current = locked_draft(draft)
        if edition is not None and edition != current.edition:
            raise Outdated(current.edition)
        before = facts_of(_read(current))
        yield current
        changed = changes(before, facts_of(_read(current)))
        if changed:
            current.edition += 1
            current.save(update_fields=["edition"])
            note(current, "draft_changed", by, clock.now(), changes=[asdict(one) for one in changed])


def save_words(
    draft: ActivityTypeVersion, facts: dict[str, Any], kinds: Iterable[ExpenseKind], *, edition: int, by: User
) -> None:
    """Words, what is paid, whether it can be claimed. facts: by field. Raises as `changing` does."""
    with changing(draft, edition=edition, by=by) as current:
        for name, value in facts.items():
            setattr(current, name, value)
        current.save(update_fields=list(facts))
        current.expense_kinds.set(kinds)


def save_requirement(draft: ActivityTypeVersion, requirement: Requirement, *, edition: int, by: User) -> None:
    """A new requirement or a changed one; the form has checked it. Raises as `changing` does."""
    with changing(draft, edition=edition, by=by) as current:
        requirement.version = current
        requirement.save()


def remove_requirement(draft: ActivityTypeVersion, key: str, *, by: User) -> None:
    """Take a requirement out of the draft. Raises as `changing` does."""
    with changing(draft, edition=None, by=by) as current:
        current.requirements.filter(key=key).delete()


def save_cap(
    draft: ActivityTypeVersion, cap: Cap, kinds: Iterable[ExpenseKind], *, edition: int, by: User
) -> None:
    """A new cap or a changed one; one of a program by a manager of that program alone. Raises as `changing` does."""
    refuse_cap(cap, by)
    with changing(draft, edition=edition, by=by) as current:
        cap.version = current
        cap.save()
        cap.expense_kinds.set(kinds)


def remove_cap(draft: ActivityTypeVersion, cap: Cap, *, by: User) -> None:
    """Take a cap out of the draft; one of a program by a manager of that program alone. Raises as `changing` does."""
    refuse_cap(cap, by)
    with changing(draft, edition=None, by=by) as current:
        current.caps.filter(pk=cap.pk).delete()


def refuse_cap(cap: Cap, by: User) -> None:
    """Raises ActionRefused where the cap is a program's and the person does not manage it."""
    if cap.program and not (verdict := may_manage(by, cap.program)):
        raise ActionRefused(verdict)


@transaction.atomic
def delete_draft(draft: ActivityTypeVersion, *, by: User) -> None:
    """Throw a draft away: what held before goes on. Raises ActionRefused for anybody but managers."""
    refuse_others(by)
    current = locked_draft(draft)
    note(current, "draft_deleted", by, clock.now())
    current.delete()


def locked(code: str) -> ActivityType:
    """The activity, locked: its versions are read afterwards."""
    return ActivityType.objects.select_for_update(no_key=True).get(code=code)


def refuse_others(by: User) -> None:
    """Raises ActionRefused for anybody who manages no program."""
    if not (verdict := may_edit_catalogue(by)):
        raise ActionRefused(verdict)


def locked_draft(draft: ActivityTypeVersion) -> ActivityTypeVersion:
    """The draft as it is now, its activity locked. Raises ActionRefused where it is no draft any more."""
    locked(draft.activity_type.code)
    current = ActivityTypeVersion.objects.select_related("activity_type").filter(pk=draft.pk).first()
    if current is None or current.published_at is not None:
        raise ActionRefused(_("This is no draft any more: it was published or deleted meanwhile."))
    return current


def _read(version: ActivityTypeVersion) -> ActivityTypeVersion:
    return ActivityTypeVersion.objects.with_rules().prefetch_related("caps__program").get(pk=version.pk)


def _copy(source: ActivityTypeVersion, fiscal_year: int, by: User, at: datetime) -> ActivityTypeVersion:
    """Everything the source says, as the next draft of the year. Reads what `with_rules()` fetches."""
    activity = source.activity_type
    newest = activity.versions.filter(fiscal_year=fiscal_year).aggregate(last=Max("revision"))["last"]
    kept = {name: getattr(source, name) for name in VERSION}
    draft = ActivityTypeVersion.objects.create(
        activity_type=activity, fiscal_year=fiscal_year, revision=(newest or 0) + 1, **kept
    )
    draft.expense_kinds.set(source.expense_kinds.all())
    Requirement.objects.bulk_create(_fresh(one, draft) for one in source.requirements.all())
    for cap in source.caps.all():
        copied = _fresh(cap, draft)
        copied.save(force_insert=True)
        copied.expense_kinds.set(cap.expense_kinds.all())
    origin = {"from_year": source.fiscal_year, "from_revision": source.revision}
    note(draft, "draft_copied", by, at, **origin)
    return draft


def _fresh(part: Part, draft: ActivityTypeVersion) -> Part:
    """An unsaved copy for the draft."""
    fields = {one.attname: getattr(part, one.attname) for one in part._meta.concrete_fields}
    return type(part)(**{**fields, "id": None, "version_id": draft.pk})


def note(version: ActivityTypeVersion, code: str, by: User | None, at: datetime, **params: Any) -> None:
    """Write into the history of the activity, which is locked, what was done to one of its versions."""
    which = {"year": version.fiscal_year, "revision": version.revision}
    record(version.activity_type, f"programs.{code}", actor=by, at=at, **which, **params)
