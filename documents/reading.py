"""Invoices that read themselves: a worker reads a clean file once, in a limited child process.

See `documents.einvoices`. What is read never blocks anything: a file without it is typed off as before.
"""

import logging
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from documents import structure
from documents.einvoices import found
from documents.einvoices.found import Found
from documents.enums import Origin, ReadingProblem, State
from documents.models import Document, Reading
from documents.names import extension_of
from outbox.actions import enqueue
from outbox.models import Job

log = logging.getLogger(__name__)

READ = "documents.read_invoice"
#: What may be or hold an invoice with text in it.
READABLE = {"pdf", "xml"}


def promise(document: Document, at: datetime) -> None:
    """Have it read, once for each document; inside the transaction that settled it as CLEAN.

    What we wrote ourselves is no invoice.
    """
    if document.origin == Origin.SENT and extension_of(document.name) in READABLE:
        enqueue(READ, at=at, key=key_of(document), document=document.pk)


def key_of(document: Document) -> str:
    """What holds the promise to one for each document."""
    return f"{READ}:{document.pk}"


def reading_of(document: Document | None) -> Reading | None:
    """What was read of a file, while it is clean; fetch the document with `reading`."""
    if document is None or document.state != State.CLEAN:
        return None
    return getattr(document, "reading", None)


def is_awaited(document: Document) -> bool:
    """Whether a reading may still come: the checks go on, or a worker has it before them."""
    if extension_of(document.name) not in READABLE or reading_of(document):
        return False
    if document.state == State.PENDING:
        return True
    return Job.objects.open().filter(key=key_of(document)).exists()


def make(document: Document, at: datetime) -> bool:
    """Read a clean document and write down what it says; False where that was done before.

    Raises StorageAway, BytesChangedError, and CheckerBrokeError where the child crashed.
    """
    said = _read(document)
    with transaction.atomic():
        row = Document.objects.select_for_update().clean_ones().filter(pk=document.pk).first()
        if row is None or Reading.objects.filter(document=row).exists():
            return False
        Reading.objects.create(document=row, read_at=at, **asdict(said))
    return True


def _read(document: Document) -> Found:
    try:
        return found.read(structure.in_child("documents.einvoices", document))
    except structure.OutOfLimitsError as error:
        log.warning("Document %s is not read: %s", document.pk, error)
        return Found(problem=ReadingProblem.TOO_LARGE)
    except ValueError as error:
        raise structure.CheckerBrokeError(str(error)) from error
