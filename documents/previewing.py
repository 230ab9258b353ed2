"""Previews: a worker makes them once from a clean file, in a limited child process; see `documents.previews`.

They are copies. Without one a file is served all the same, and what is lost can be made anew.
"""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat

from documents import storage, structure
from documents.models import Document, Page
from documents.previews import drawn
from documents.previews.drawn import Drawn, DrawnPage
from outbox.actions import enqueue
from outbox.models import Job

log = logging.getLogger(__name__)

PREVIEW = "documents.preview"
#: Promised in one tick to files that have none: checks of new files must not wait behind them.
AT_ONCE = 50

#: Where an object lies: key and version.
Place = tuple[str, str]


def promise(document: Document, at: datetime) -> None:
    """Have a preview made, once for each document; inside the transaction that settled it as CLEAN."""
    enqueue(PREVIEW, at=at, key=key_of(document), document=document.pk)


def key_of(document: Document) -> str:
    """What holds the promise to one for each document."""
    return f"{PREVIEW}:{document.pk}"


def promise_missing(at: datetime) -> int:
    """Promise previews to clean files that never were promised one; returns to how many."""
    key = Concat(Value(f"{PREVIEW}:"), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    never = Document.objects.to_preview().exclude(Exists(Job.objects.filter(key=key)))
    found = list(never.order_by("pk")[:AT_ONCE])
    for document in found:
        promise(document, at)
    return len(found)


def make(document: Document, at: datetime) -> bool:
    """Draw a clean document and keep the pictures; False where somebody else was faster or it is clean no more.

    Raises StorageAway, BytesChangedError, and CheckerBrokeError where the child crashed; nothing is left then.
    """
    made = _draw(document)
    kept: list[Place] = []
    try:
        pages = _store(document, made, kept)
        written = _write(document, made, pages, at)
    except Exception:
        _discard(kept)
        raise
    if not written:
        _discard(kept)
    return written


def _draw(document: Document) -> Drawn:
    """Nothing where the file is more than the child may take on: each further try would end the same."""
    try:
        return drawn.read(structure.in_child("documents.previews", document))
    except structure.OutOfLimitsError as error:
        log.warning("Document %s gets no preview: %s", document.pk, error)
        return Drawn()


def _store(document: Document, made: Drawn, kept: list[Place]) -> list[Page]:
    pages = [_page(document, page, _keep(page.picture, kept)) for page in made.pages]
    if pages:
        pages[0].thumbnail_key, pages[0].thumbnail_version_id = _keep(made.thumbnail, kept)
    return pages


def _page(document: Document, page: DrawnPage, place: Place) -> Page:
    key, version = place
    return Page(
        document=document,
        number=page.number,
        key=key,
        version_id=version,
        width=page.width,
        height=page.height,
        text=page.text,
    )


def _keep(picture: bytes, kept: list[Place]) -> Place:
    """Store one picture; `kept` knows of it whatever happens next."""
    key = storage.new_preview_key()
    writer = storage.writer(key)
    try:
        writer.write(picture)
    except Exception:
        writer.abort()
        raise
    kept.append((key, writer.close()))
    return kept[-1]


@transaction.atomic
def _write(document: Document, made: Drawn, pages: list[Page], at: datetime) -> bool:
    found = Document.objects.select_for_update().filter(pk=document.pk).to_preview().first()
    if found is None:
        return False
    drop(found)  # what may be left from before it was checked once more
    Page.objects.bulk_create(pages)
    found.previewed_at, found.page_count, found.facts = at, made.page_count, made.facts
    found.save(update_fields=["previewed_at", "page_count", "facts"])
    return True


def drop(document: Document) -> None:
    """Delete the pages of a document, pictures and text; raises StorageAway, and may be repeated."""
    for page in document.drawn_pages.all():
        for key in filter(None, (page.key, page.thumbnail_key)):
            storage.delete_versions(key)
        page.delete()


def _discard(kept: list[Place]) -> None:
    """Never raises: reconciliation finds what could not be deleted now."""
    for key, version in kept:
        try:
            storage.delete(key, version)
        except storage.StorageAway as error:
            log.error("ALARM: %s may be left without a row: %s", key, error)
