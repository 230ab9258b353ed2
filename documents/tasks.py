"""What workers do for documents; thin, the work itself is in `examination` and `actions`."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from documents import actions, keeping, previewing, purging, reading, reconciling
from documents.enums import State
from documents.examination import GIVEN_UP, Outcome, examine, examine_again
from documents.models import Document
from documents.scanning import ScannerAway
from documents.storage import MissingObject, StorageAway
from documents.structure import BytesChangedError
from lifecycle import clock
from outbox.jobs import TryLater, job
from outbox.ticks import declare

log = logging.getLogger(__name__)

#: A file that waits longer than this for its checks raises an alarm.
TOO_LONG = timedelta(minutes=5)
#: When something is tried again that a person waits for; that nobody sees; that a lock keeps off for days.
SOON, LATER, MUCH_LATER = timedelta(seconds=30), timedelta(minutes=5), timedelta(hours=6)


@job(actions.CHECK)
def check(document: int, at: datetime) -> None:
    """Examine one document; while the scanner or the storage is away it stays PENDING."""
    found = Document.objects.filter(pk=document, state=State.PENDING).first()
    if found:
        actions.settle(found, _outcome(examine, found), clock.now())


@job(actions.RESCAN)
def rescan(document: int, at: datetime) -> None:
    """Scan one clean document with newer signatures."""
    found = Document.objects.clean_ones().filter(pk=document, bytes_deleted_at=None).first()
    if found:
        actions.settle_again(found, _outcome(examine_again, found), clock.now())


def _outcome(look: Callable[[Document], Outcome], document: Document) -> Outcome:
    """What the checker finds. Raises TryLater while the scanner or the storage is away."""
    try:
        with _later(SOON):
            return look(document)
    except BytesChangedError as changed:
        log.error("ALARM: %s", changed)
        return GIVEN_UP


@job(actions.DELETE_BYTES)
def delete_bytes(document: int, at: datetime) -> None:
    """Delete what was refused 30 days ago; a hold, a restriction or a lock in storage is waited for."""
    with _later(MUCH_LATER):
        done = actions.delete_bytes(Document.objects.get(pk=document), at)
    if not done:
        raise TryLater("The file is held or restricted.", after=MUCH_LATER)


@job(actions.DROP_PAGES)
def drop_pages(document: int, at: datetime) -> None:
    """Delete the pages of a document that is not clean any more."""
    found = Document.objects.exclude(state=State.CLEAN).filter(pk=document).first()
    if found:
        with _later(LATER):
            previewing.drop(found)


@job(previewing.PREVIEW)
def preview(document: int, at: datetime) -> None:
    """Make the preview of one clean document; what cannot be drawn has none, and blocks nothing."""
    found = Document.objects.to_preview().filter(pk=document).first()
    if found:
        with _later(SOON):
            previewing.make(found, clock.now())


@job(reading.READ)
def read_invoice(document: int, at: datetime) -> None:
    """Read one clean document as an invoice; what cannot be read is typed off as before."""
    found = Document.objects.clean_ones().filter(pk=document, reading=None, bytes_deleted_at=None).first()
    if found:
        with _later(SOON):
            reading.make(found, clock.now())


@job(actions.SECURE)
def secure(document: int, at: datetime) -> None:
    """Let the bucket's lock and legal hold follow the row."""
    with _later(LATER):
        keeping.secure(Document.objects.get(pk=document), at)


@job(purging.REMOVE)
def remove(document: int, at: datetime) -> None:
    """Delete the bytes of a purged document."""
    with _later(LATER):
        purging.remove_bytes(Document.objects.get(pk=document), at)


@contextmanager
def _later(after: timedelta) -> Iterator[None]:
    """A scanner or storage that is away, or refuses yet, is waited for; an object that is missing is not."""
    try:
        yield
    except MissingObject:
        raise
    except (ScannerAway, StorageAway) as away:
        raise TryLater(f"{type(away).__name__}: {away}", after=after) from away


def compare(at: datetime) -> None:
    """Say aloud where rows and stored files differ; nothing is changed."""
    try:
        for difference in reconciling.differences(at):
            log.error("ALARM: %s", difference)
    except StorageAway as away:
        log.error("ALARM: rows and stored files could not be compared: %s", away)


def tell_waiting(at: datetime) -> None:
    """Say aloud what waits too long for its checks."""
    if waiting := Document.objects.waiting_since(at - TOO_LONG).count():
        log.error("ALARM: %s documents wait for their checks for more than %s", waiting, TOO_LONG)


#: Once a day.
reconcile = declare("documents.reconcile", compare, every=timedelta(days=1))
#: Each minute: give up what broke in each try, try it again hours later, promise missing previews, and
#: delete what was refused long ago.
tick = declare(
    "documents.tick",
    actions.give_up_lost,
    actions.check_again,
    previewing.promise_missing,
    actions.delete_due_bytes,
    tell_waiting,
)
