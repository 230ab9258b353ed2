"""What workers do for documents; thin, the work itself is in `examination` and `actions`."""

import logging
from datetime import datetime, timedelta

from celery import shared_task

from documents import actions
from documents.enums import State
from documents.examination import examine
from documents.models import Document
from documents.scanning import ScannerAway
from documents.storage import MissingObject, StorageAway
from lifecycle import clock
from outbox.jobs import TryLater, job

log = logging.getLogger(__name__)

#: A file that waits longer than this for its checks raises an alarm.
TOO_LONG = timedelta(minutes=5)


@job(actions.CHECK)
def check(document: int, at: datetime) -> None:
    """Examine one document; while the scanner or the storage is away it stays PENDING."""
    found = Document.objects.filter(pk=document, state=State.PENDING).first()
    if found is None:
        return
    try:
        outcome = examine(found)
    except MissingObject:
        raise
    except (ScannerAway, StorageAway) as away:
        raise TryLater(f"{type(away).__name__}: {away}") from away
    actions.settle(found, outcome, clock.now())


@shared_task(name="documents.tick")
def tick() -> None:
    """Each minute: give up what broke in each try, and say aloud what waits too long."""
    at = clock.now()
    actions.give_up_lost(at)
    if waiting := Document.objects.waiting_since(at - TOO_LONG).count():
        log.error("ALARM: %s documents wait for their checks for more than %s", waiting, TOO_LONG)
