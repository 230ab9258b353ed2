"""Deleting what is past its retention: a list by one person, carried out by another (R15).

What a file is used for only the rooms above know: they hand in who may, which programs a
person answers for, and why a file is in use. Rows are never deleted; the row is the tombstone.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

import history.actions as history
from documents import previewing, storage
from documents.enums import Kept, State
from documents.keeping import A_DAY_MORE, hold_on, is_over
from documents.models import Document, Hold, Purge, PurgeItem, Reading, Restriction
from documents.querysets import DocumentQuerySet
from documents.restricting import current
from lifecycle import ActionRefused, Verdict
from outbox.actions import enqueue
from programs.models import Program

REMOVE = "documents.remove"
#: Why the rooms above need some of these files, by id (Kept values).
InUse = Callable[[Sequence[Document]], Mapping[int, str]]


def candidates(at: datetime) -> DocumentQuerySet:
    """What is past its retention as far as this room knows, longest first; not what stands in an open list."""
    today = at.astimezone(UTC).date()
    waiting = PurgeItem.objects.filter(purge__agreed_at=None, purge__cancelled_at=None)
    return (
        Document.objects.filter(retain_until__lte=today - A_DAY_MORE, bytes_deleted_at=None)
        .exclude(state=State.PENDING)
        .exclude(locked_until__gte=today)
        .filter(
            ~Exists(Hold.objects.filter(document=OuterRef("pk"), lifted_at=None)),
            ~Exists(Restriction.objects.filter(document=OuterRef("pk"), ended_at=None)),
            ~Exists(waiting.filter(document=OuterRef("pk"))),
        )
        .order_by("retain_until", "pk")
    )


def kept_because(document: Document, at: datetime) -> str:
    """Why this file is not deleted now as far as this room knows (a Kept value), or ""."""
    locked = document.locked_until and document.locked_until >= at.astimezone(UTC).date()
    reasons = (
        (document.bytes_deleted_at, Kept.GONE),
        (document.state == State.PENDING, Kept.BEING_CHECKED),
        (not is_over(document.retain_until, at), Kept.RETENTION),
        (hold_on(document), Kept.HOLD),
        (current(document), Kept.RESTRICTED),
        (locked, Kept.LOCK),
    )
    return next((why for holds, why in reasons if holds), "")


def _kept(documents: Sequence[Document], at: datetime, in_use: InUse) -> dict[int, str]:
    """By id, why the locked rows are kept; those to delete are not in it."""
    needed = in_use(documents)
    kept = {one.pk: kept_because(one, at) or needed.get(one.pk, "") for one in documents}
    return {pk: why for pk, why in kept.items() if why}


@transaction.atomic
def make(
    program: Program, documents: Iterable[Document], *, reason: str, user: Any, at: datetime, in_use: InUse
) -> Purge:
    """Write the list down; nothing is deleted yet. The caller asks who may.

    Raises ActionRefused without a reason or a file, and where one of them is kept after all.
    """
    found = _locked([document.pk for document in documents])
    if not reason.strip():
        words = _("Say why these files are deleted.")
        raise ActionRefused(Verdict(False, words), fields={"reason": words})
    if not found:
        raise ActionRefused(_("Choose at least one file."))
    if kept := _kept(found, at, in_use):
        first = next(one for one in found if one.pk in kept)
        raise ActionRefused(_("%(name)s must be kept. Look at the list again.") % {"name": first})
    purge = Purge.objects.create(program=program, reason=reason, made_by=user, made_at=at)
    PurgeItem.objects.bulk_create(PurgeItem(purge=purge, document=document) for document in found)
    history.record(purge, "purge.made", actor=user, at=at, files=len(found), reason=reason)
    return purge


def verdict(purge: Purge, user: Any, *, cancelling: bool = False) -> Verdict:
    """Whether the list can be carried out, or cancelled, by this person as far as the list itself knows."""
    if purge.agreed_at:
        return Verdict(False, _("This list was carried out already."))
    if purge.cancelled_at:
        return Verdict(False, _("This list was cancelled."))
    if purge.made_by_id == user.pk and not cancelling:
        return Verdict(False, _("You made this list. Somebody else must carry it out."), forbidden=True)
    return Verdict(True)


@transaction.atomic
def carry_out(purge: Purge, *, user: Any, at: datetime, in_use: InUse) -> Purge:
    """The second person's yes: each file is looked at again, what is kept after all is passed over.

    In this order: the list, each file's row, its tombstone, the job that deletes its bytes.
    From now on nobody opens them.
    """
    purge = _open(purge, user)
    documents = _locked(purge.items.values_list("document", flat=True))
    kept = _kept(documents, at, in_use)
    for pk, why in kept.items():
        purge.items.filter(document=pk).update(kept_because=why)
    for document in documents:
        if document.pk not in kept:
            _bury(document, purge, user, at)
    purge.agreed_by, purge.agreed_at = user, at
    purge.save(update_fields=["agreed_by", "agreed_at"])
    files = {"files": len(documents) - len(kept), "kept": len(kept)}
    history.record(purge, "purge.carried_out", actor=user, at=at, **files)
    return purge


def _bury(document: Document, purge: Purge, user: Any, at: datetime) -> None:
    """The tombstone: what it was, who made the list, who agreed, and why."""
    Document.objects.filter(pk=document.pk).update(bytes_deleted_at=at)
    facts = {
        "name": document.name,
        "sha256": document.sha256,
        "made_by": str(purge.made_by),
        "agreed_by": str(user),
        "reason": purge.reason,
        "purge": purge.public_id,
    }
    history.record(document, "document.purged", actor=user, at=at, **facts)
    enqueue(REMOVE, at=at, key=f"{REMOVE}:{document.pk}", document=document.pk)


@transaction.atomic
def cancel(purge: Purge, *, user: Any, at: datetime) -> Purge:
    """Let the list go; every file stays."""
    purge = _open(purge, user, cancelling=True)
    purge.cancelled_at = at
    purge.save(update_fields=["cancelled_at"])
    history.record(purge, "purge.cancelled", actor=user, at=at)
    return purge


def _open(purge: Purge, user: Any, *, cancelling: bool = False) -> Purge:
    """The list as it is now, locked. Raises ActionRefused when somebody was faster, or may not."""
    purge = (
        Purge.objects.select_for_update(of=("self",)).select_related("made_by", "program").get(pk=purge.pk)
    )
    if not (answer := verdict(purge, user, cancelling=cancelling)):
        raise ActionRefused(answer)
    return purge


def _locked(ids: Iterable[int]) -> list[Document]:
    """Locked in one order, so that two lists never wait for each other."""
    rows = Document.objects.select_for_update().filter(pk__in=list(ids)).order_by("pk")
    return list(rows.prefetch_related("holds", "restrictions"))


def remove_bytes(document: Document, at: datetime) -> None:
    """Delete every version of a purged file, its pages' pictures and what was read out of it; may be repeated.

    Raises StorageAway, also where a lock in the storage still lasts.
    """
    if document.bytes_deleted_at is None:
        return
    storage.delete_versions(document.key)
    previewing.drop(document)
    Document.objects.filter(pk=document.pk).update(facts={})
    Reading.objects.filter(document=document).delete()
    waiting = PurgeItem.objects.filter(document=document, kept_because="", done_at=None)
    waiting.filter(purge__agreed_at__isnull=False).update(done_at=at)
