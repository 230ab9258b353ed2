"""What keeps a document beyond its checks: the storage's lock, and legal holds (R15).

Who may hold is asked by the caller, who knows what the file is used for.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

import history.actions as history
from documents import storage
from documents.actions import promise_lock
from documents.enums import State
from documents.models import Document, Hold
from lifecycle import ActionRefused, Verdict

#: Until the second midnight in UTC after its last day, so that the day is over in every zone.
A_DAY_MORE = timedelta(days=2)


def lock_ends(retain_until: date) -> datetime:
    """When a lock that keeps this day ends: a day after it is over in UTC."""
    return datetime.combine(retain_until + A_DAY_MORE, time(), UTC)


def last_locked_day(until: datetime) -> date:
    """The last day, in UTC, that a lock which ends then covers as a whole."""
    return (until.astimezone(UTC) - timedelta(days=1)).date()


def is_over(retain_until: date | None, at: datetime) -> bool:
    """Whether a retention has ended: by the same day more as the lock and the database's trigger."""
    return retain_until is not None and lock_ends(retain_until) <= at


def hold_on(document: Document) -> Hold | None:
    """The legal hold that works now. Reads `document.holds`."""
    return next((hold for hold in document.holds.all() if hold.lifted_at is None), None)


def secure(document: Document, at: datetime) -> None:
    """Make the bucket keep what the row says is kept: its lock and its legal hold; may be repeated.

    Only what passed the checks is locked: refused bytes go after 30 days (R14). Raises StorageAway.
    """
    if not storage.locks() or document.bytes_deleted_at:
        return
    storage.hold(document.key, document.version_id, hold_on(document) is not None)
    if document.state == State.CLEAN and document.retain_until:
        _lock(document, document.retain_until, at)


def _lock(document: Document, retain_until: date, at: datetime) -> None:
    until = lock_ends(retain_until)
    if until > at:  # no server locks into the past
        storage.lock(document.key, document.version_id, until)
    seen = storage.describe(document.key, document.version_id).locked_until
    locked = last_locked_day(seen) if seen else None
    Document.objects.filter(pk=document.pk).update(locked_until=locked)


@transaction.atomic
def set_hold(document: Document, *, reason: str, user: Any, at: datetime) -> Hold:
    """Keep the file until somebody lifts this, whatever its retention says."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    _check(reason, _("Say why this file must be kept."))
    if document.bytes_deleted_at:
        raise ActionRefused(_("This file was deleted already."))
    if hold_on(document):
        raise ActionRefused(_("There is a legal hold on this file already."))
    hold = Hold.objects.create(document=document, reason=reason, set_by=user, set_at=at)
    history.record(document, "document.hold_set", actor=user, at=at, reason=reason)
    promise_lock([document.pk], at)
    return hold


@transaction.atomic
def lift_hold(document: Document, *, reason: str, user: Any, at: datetime) -> Hold:
    """End the legal hold; from now on the retention alone decides."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    _check(reason, _("Say why this file need not be kept any more."))
    hold = hold_on(document)
    if hold is None:
        raise ActionRefused(_("There is no legal hold on this file any more."))
    hold.lifted_by, hold.lifted_at = user, at
    hold.save(update_fields=["lifted_by", "lifted_at"])
    history.record(document, "document.hold_lifted", actor=user, at=at, reason=reason)
    promise_lock([document.pk], at)
    return hold


def _check(reason: str, otherwise: str) -> None:
    if not reason.strip():
        raise ActionRefused(Verdict(False, otherwise), fields={"reason": otherwise})
