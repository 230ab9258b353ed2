"""Deleting what is past its retention: a list by one person, carried out by another (R15).

What a file is used for only the rooms above know: they hand in who may, which programs a
person answers for, and why a file is in use. Rows are never deleted; the row is the tombstone.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

import history.actions as history
from documents import storage
from documents.enums import Kept, State
from documents.keeping import hold_on, is_over
from documents.models import Document, Purge, PurgeItem
from lifecycle import ActionRefused, Verdict
from outbox.actions import enqueue
from programs.models import Program

REMOVE = "documents.remove"
#: Why the rooms above need a file; "" where nothing does.
InUse = Callable[[Document], str]


def kept_because(document: Document, at: datetime, in_use: InUse) -> str:
    """Why this file is not deleted now (a Kept value), or "". Reads `document.holds`."""
    if document.bytes_deleted_at:
        return Kept.GONE
    if document.state == State.PENDING:
        return Kept.BEING_CHECKED
    if not is_over(document.retain_until, at):
        return Kept.RETENTION
    if hold_on(document):
        return Kept.HOLD
    if document.locked_until and document.locked_until >= at.astimezone(UTC).date():
        return Kept.LOCK
    return in_use(document)


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
    if kept := [one for one in found if kept_because(one, at, in_use)]:
        raise ActionRefused(_("%(name)s must be kept. Look at the list again.") % {"name": kept[0]})
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
    documents = {one.pk: one for one in _locked(purge.items.values_list("document", flat=True))}
    deleted = 0
    for item in purge.items.all():
        document = documents[item.document_id]
        item.kept_because = kept_because(document, at, in_use)
        item.save(update_fields=["kept_because"])
        if not item.kept_because:
            _bury(document, purge, user, at)
            deleted += 1
    purge.agreed_by, purge.agreed_at = user, at
    purge.save(update_fields=["agreed_by", "agreed_at"])
    kept = len(documents) - deleted
    history.record(purge, "purge.carried_out", actor=user, at=at, files=deleted, kept=kept)
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
    return list(Document.objects.select_for_update().filter(pk__in=list(ids)).order_by("pk"))


def remove_bytes(document: Document, at: datetime) -> None:
    """Delete every version of a purged file, its pages' pictures and what was read out of it; may be repeated.

    Raises StorageAway, also where a lock in the storage still lasts.
    """
    if document.bytes_deleted_at is None:
        return
    storage.delete_versions(document.key)
    for page in document.drawn_pages.all():
        for key in filter(None, (page.key, page.thumbnail_key)):
            storage.delete_versions(key)
        page.delete()
    Document.objects.filter(pk=document.pk).update(facts={})
    waiting = PurgeItem.objects.filter(document=document, kept_because="", done_at=None)
    waiting.filter(purge__agreed_at__isnull=False).update(done_at=at)
