"""Soft locks: who has a subject on their bench, so that two people never work on it without knowing.

A hold ends by itself, by hand, by signing out, or when somebody takes it over knowingly. Who may act is the subject's.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from review.models import Hold

#: How long a hold lasts after the last act or page of whoever holds.
LASTS = timedelta(minutes=30)
#: That it lasts longer is written at most this often.
STEP = timedelta(minutes=1)


def holder(subject: Any, at: datetime) -> Hold | None:
    """The hold in force on a subject; None where it is free."""
    return Hold.objects.about(subject).in_force(at).select_related("by").first()


def hold(subject: Any, user: Any, at: datetime) -> Hold:
    """Hold a subject that is free, or go on holding it. Returns the hold in force: this one, or who was there first."""
    found = Hold.objects.about(subject).in_force(at).first()
    if found and (found.by_id != user.pk or found.until > at + LASTS - STEP):
        return found
    if not extend(subject, user, at):
        Hold.objects.about(subject).filter(until__lte=at).delete()
        Hold.objects.bulk_create([_new(subject, user, at)], ignore_conflicts=True)
    return Hold.objects.about(subject).get()


def extend(subject: Any, user: Any, at: datetime) -> bool:
    """Whoever holds the subject goes on; False for everybody else."""
    mine = Hold.objects.about(subject).in_force(at).filter(by=user)
    return bool(mine.update(until=at + LASTS))


def take_over(subject: Any, user: Any, at: datetime) -> None:
    """Hold a subject whoever else holds it; the caller has asked the person whether they know."""
    Hold.objects.bulk_create(
        [_new(subject, user, at)],
        update_conflicts=True,
        unique_fields=["subject_kind", "subject_id"],
        update_fields=["by", "since", "until"],
    )


def _new(subject: Any, user: Any, at: datetime) -> Hold:
    kind, until = subject.SUBJECT_KIND, at + LASTS
    return Hold(subject_kind=kind, subject_id=subject.pk, by=user, since=at, until=until)


def release(subject: Any, user: Any | None = None) -> int:
    """End the hold of this person, or without one whoever's it is; how many ended."""
    held = Hold.objects.about(subject)
    ended, _rows = (held if user is None else held.filter(by=user)).delete()
    return ended


def release_all(user: Any) -> None:
    """Whoever signs out holds nothing any longer."""
    Hold.objects.filter(by=user).delete()


def by_subject(kind: Any, ids: Iterable[int], at: datetime) -> dict[int, Hold]:
    """By subject the hold in force; one query. kind: a model with a SUBJECT_KIND."""
    found = Hold.objects.of_kind(kind).in_force(at).filter(subject_id__in=ids).select_related("by")
    return {one.subject_id: one for one in found}
