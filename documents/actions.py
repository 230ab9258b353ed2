"""What happens to a document. Nothing else assigns `state` or `retain_until`."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

import history.actions as history
from accounts.models import Partner
from documents.enums import State
from documents.examination import GIVEN_UP, Outcome
from documents.models import Document
from documents.signals import document_settled
from lifecycle import ActionRefused
from outbox.actions import enqueue
from outbox.models import Job

if TYPE_CHECKING:
    from documents.stored import StoredUpload

CHECK = "documents.check"
LOST_AT_ONCE = 500


def receive(stored: "StoredUpload", *, partner: Partner, user: Any, at: datetime) -> Document:
    """Make a stored upload a document of this location, and promise its checks.

    Call it inside the transaction of the act that uses the file: if that is rolled back,
    the stored object goes with it at the end of the request.
    """
    stored.claimed = True
    with transaction.atomic():
        document = Document.objects.create(
            partner=partner,
            uploaded_by=user,
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
    document.state = outcome.state
    document.refusal = outcome.refusal
    document.content_type = outcome.content_type
    document.engine = outcome.engine
    document.signatures_at = outcome.signatures_at
    document.settled_at = at
    document.save()
    facts = {"state": outcome.state.value, "refusal": str(outcome.refusal), "engine": outcome.engine}
    history.record(document, "document.settled", actor=None, at=at, **facts)
    document_settled.send(sender=Document, document=document, at=at)
    return document


def retain(*documents: Document, until: date) -> int:
    """Keep these documents until the end of this day at least (R15); returns for how many that is longer.

    The only door to `retain_until`. It only ever raises it: of several uses the latest counts.
    """
    shorter = Q(retain_until=None) | Q(retain_until__lt=until)
    ids = [document.pk for document in documents]
    return Document.objects.filter(shorter, pk__in=ids).update(retain_until=until)


@transaction.atomic
def requeue(document: Document, *, user: Any, at: datetime) -> Document:
    """Send a file the checker broke on through the checks again; the caller asks who may."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    if document.state != State.FAILED:
        raise ActionRefused(_("Only a file that could not be checked can be checked again."))
    Document.objects.filter(pk=document.pk).update(
        state=State.PENDING, refusal="", settled_at=None, queued_at=at
    )
    history.record(document, "document.requeued", actor=user, at=at)
    enqueue(CHECK, at=at, document=document.pk)
    document.refresh_from_db()
    return document


def give_up_lost(at: datetime) -> int:
    """Settle as FAILED what is PENDING though no check of it is open any more: each try broke. Returns how many."""
    # In this order: a document that is seen here was committed together with its job.
    pending = {document.pk: document for document in Document.objects.waiting_since(at)[:LOST_AT_ONCE]}
    jobs = Job.objects.open().filter(task=CHECK, ids__document__in=list(pending))
    promised = {job.ids["document"] for job in jobs}
    lost = [document for pk, document in pending.items() if pk not in promised]
    return sum(settle(document, GIVEN_UP, at).state == State.FAILED for document in lost)
