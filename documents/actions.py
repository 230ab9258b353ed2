"""What happens to a document. Nothing else assigns `state` or `retain_until`."""

import logging
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

import history.actions as history
from accounts.models import Partner
from documents import previewing, reading, scanning, storage
from documents.enums import STRUCTURE_ONLY, Origin, State
from documents.examination import GIVEN_UP, Outcome
from documents.models import Document, Reading
from documents.querysets import DocumentQuerySet
from documents.signals import document_settled
from lifecycle import ActionRefused
from outbox.actions import enqueue
from outbox.models import Job

if TYPE_CHECKING:
    from documents.stored import StoredUpload

log = logging.getLogger(__name__)

CHECK = "documents.check"
RESCAN = "documents.rescan"
DELETE_BYTES = "documents.delete_bytes"
DROP_PAGES = "documents.drop_pages"
SECURE = "documents.secure"
LOST_AT_ONCE = 500
#: A minute's share: new files do not queue behind all the old ones.
RESCANS_AT_ONCE = 50
DELETIONS_AT_ONCE = 100


def receive(
    stored: "StoredUpload", *, partner: Partner, user: Any, at: datetime, origin: Origin = Origin.SENT
) -> Document:
    """Make a stored upload, or a file we wrote, a document of this location, and promise its checks.

    Call it inside the transaction of the act that uses the file: if that is rolled back,
    the stored object goes with it at the end of the request.
    """
    with transaction.atomic(savepoint=False):
        stored.claim()
        document = Document.objects.create(
            partner=partner,
            uploaded_by=user,
            origin=origin,
            name=stored.name,
            size=stored.size,
            sha256=stored.sha256,
            key=stored.key,
            version_id=stored.version_id,
            received_at=at,
            queued_at=at,
        )
        history.record(
            document, "document.received", actor=user, at=at, name=document.name, sha256=document.sha256
        )
        enqueue(CHECK, at=at, document=document.pk)
    return document


@transaction.atomic
def settle(document: Document, outcome: Outcome, at: datetime) -> Document:
    """Write down what the checks found, once; a document that is settled already stays as it is."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    if document.state != State.PENDING:
        return document
    document.settled_at = at
    _write(document, outcome, "document.settled", at)
    if document.state == State.CLEAN:
        previewing.promise(document, at)
        reading.promise(document, at)
        promise_lock([document.pk] if document.retain_until else [], at)
    document_settled.send(sender=Document, document=document, at=at)
    return document


def _write(document: Document, outcome: Outcome, code: str, at: datetime) -> None:
    """What was found out, into the locked row and its history."""
    document.state = outcome.state
    document.refusal = outcome.refusal
    document.content_type = outcome.content_type
    document.engine = outcome.engine
    document.signatures_at = outcome.signatures_at
    document.save()
    facts = {"state": outcome.state.value, "refusal": str(outcome.refusal), "engine": outcome.engine}
    history.record(document, code, actor=None, at=at, **facts)


@transaction.atomic
def settle_again(document: Document, outcome: Outcome, at: datetime) -> Document:
    """Write down what newer signatures say about a clean file.

    From the moment one says no it is not served any more: what was taken out of it goes too, the
    rooms above hear of it, and an alarm says that people may have had it.
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    if document.state != State.CLEAN:
        return document
    if outcome.state == State.CLEAN:
        _write(document, outcome, "document.rescanned", at)
        return document
    log.error("ALARM: %s was ready and is %s now: %s", document.number, outcome.state, outcome.refusal)
    document.settled_at = at
    _forget_content(document, at)
    _write(document, outcome, "document.rescanned", at)
    document_settled.send(sender=Document, document=document, at=at)
    return document


def _forget_content(document: Document, at: datetime) -> None:
    """Let go what was taken out of a file that is not clean any more: pictures, text, facts, the invoice read.

    Where only our check broke, and it is clean the next time, all that is made anew.
    """
    Reading.objects.filter(document=document).delete()
    document.previewed_at = document.page_count = None
    document.facts = {}
    enqueue(DROP_PAGES, at=at, document=document.pk)


def rescan(documents: DocumentQuerySet, at: datetime) -> int:
    """Promise a new scan of the clean ones among these whose scan is a week older than the scanner's signatures.

    One at most for each file and date of signatures. Returns how many; none while the scanner is away.
    """
    try:
        engine, signatures_at = scanning.version()
    except scanning.ScannerAway:
        return 0
    if engine == STRUCTURE_ONLY:
        return 0
    stamp = f":{signatures_at:%Y-%m-%d}" if signatures_at else f":{engine}"
    due = documents.scanned_before(signatures_at)
    return _promise_once(RESCAN, due, at, RESCANS_AT_ONCE, stamp=stamp)


def delete_due_bytes(at: datetime) -> int:
    """Promise to delete the bytes of what was refused or infected 30 days ago. Returns how many."""
    return _promise_once(DELETE_BYTES, Document.objects.bytes_due(at), at, DELETIONS_AT_ONCE)


def _promise_once(task: str, due: DocumentQuerySet, at: datetime, most: int, stamp: str = "") -> int:
    """One job for each of these that has none of this task and stamp yet."""
    key = Concat(Value(f"{task}:"), Cast(OuterRef("pk"), TextField()), Value(stamp), output_field=TextField())
    new = due.exclude(Exists(Job.objects.filter(key=key))).order_by("pk").values_list("pk", flat=True)
    with transaction.atomic():
        jobs = [enqueue(task, at=at, key=f"{task}:{pk}{stamp}", document=pk) for pk in list(new[:most])]
    return len(jobs)


@transaction.atomic
def delete_bytes(document: Document, at: datetime) -> bool:
    """Delete the bytes of a refused or infected file whose 30 days are over; its row and its hash stay.

    False while somebody holds or restricts it. Raises StorageAway, also where a lock in storage still lasts.
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    if document.bytes_deleted_at:
        return True
    if not Document.objects.bytes_due(at).filter(pk=document.pk).exists():
        return False
    storage.delete_versions(document.key)
    Document.objects.filter(pk=document.pk).update(bytes_deleted_at=at)
    history.record(document, "document.bytes_deleted", actor=None, at=at, sha256=document.sha256)
    return True


@transaction.atomic
def retain(*documents: Document, until: date, at: datetime) -> int:
    """Keep these documents until the end of this day at least (R15); returns for how many that is longer.

    The only door to `retain_until`. It only ever raises it: of several uses the latest counts.
    A bucket's lock follows by a job.
    """
    shorter = Q(retain_until=None) | Q(retain_until__lt=until)
    ids = [document.pk for document in documents]
    raised = list(Document.objects.filter(shorter, pk__in=ids).values_list("pk", flat=True))
    kept = Document.objects.filter(shorter, pk__in=raised).update(retain_until=until)
    promise_lock(raised, at)
    return kept


def promise_lock(ids: Iterable[int], at: datetime) -> None:
    """Where files lie in a bucket, promise that its lock and hold on these documents follow their rows."""
    for pk in ids if storage.locks() else ():
        enqueue(SECURE, at=at, document=pk)


@transaction.atomic
def requeue(document: Document, *, user: Any, at: datetime) -> Document:
    """Send a file the checker broke on through the checks again; user None: the clock, others the caller asks."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    if document.state != State.FAILED or document.bytes_deleted_at:
        raise ActionRefused(_("Only a file that could not be checked can be checked again."))
    Document.objects.filter(pk=document.pk).update(
        state=State.PENDING, refusal="", settled_at=None, queued_at=at
    )
    history.record(document, "document.requeued", actor=user, at=at)
    # It may have been clean before; then preview and reading are promised once more.
    Job.objects.filter(key__in=[previewing.key_of(document), reading.key_of(document)]).update(key=None)
    enqueue(CHECK, at=at, document=document.pk)
    document.refresh_from_db()
    return document


def check_again(at: datetime) -> int:
    """Send what our checks broke on hours ago through them again, as its receipt says. Returns how many."""
    failed = list(Document.objects.failed_before(at).order_by("settled_at")[:RESCANS_AT_ONCE])
    for document in failed:
        requeue(document, user=None, at=at)
    return len(failed)


def give_up_lost(at: datetime) -> int:
    """Settle as FAILED what is PENDING though no check of it is open any more: each try broke. Returns how many."""
    # In this order: a document that is seen here was committed together with its job.
    pending = {document.pk: document for document in Document.objects.waiting_since(at)[:LOST_AT_ONCE]}
    jobs = Job.objects.open().filter(task=CHECK, ids__document__in=list(pending))
    promised = {job.ids["document"] for job in jobs}
    lost = [document for pk, document in pending.items() if pk not in promised]
    return sum(settle(document, GIVEN_UP, at).state == State.FAILED for document in lost)
