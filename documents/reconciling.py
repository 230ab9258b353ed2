"""Do the rows and the place where files lie tell the same story? Reads a page at a time, however many there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice

from django.db.models import Prefetch

from documents import keeping, storage
from documents.enums import State
from documents.keeping import hold_on, last_locked_day, lock_ends
from documents.models import Document, Hold, Page
from documents.storage import Found, Kind, Stored

AT_ONCE = 500
#: What is younger may belong to an upload or a preview that is still on its way.
SETTLED_AFTER = timedelta(days=1)


class Fault(StrEnum):
    """What differs."""

    NO_OBJECT = "row without its object"
    NO_PICTURE = "page without its picture"
    OTHER_SIZE = "object of another size"
    NO_ROW = "object without a row"
    OTHER_VERSION = "another version of a document"
    UNFINISHED = "upload that broke off"
    FOREIGN = "not of this portal"
    STILL_THERE = "bytes that should be gone"
    LOCK = "lock shorter than the retention"
    LOCK_UNSEEN = "lock the row does not know"
    HOLD = "legal hold that differs"


@dataclass(frozen=True)
class Difference:
    """One thing that differs: what, and where.

    orphan: nobody needs it, it can be deleted; unlocked: its lock or hold can follow its row again.
    """

    fault: Fault
    what: str
    orphan: Found | None = None
    unlocked: Document | None = None

    def __str__(self) -> str:
        return f"{self.fault}: {self.what}"


def differences(at: datetime) -> Iterator[Difference]:
    """Everything that differs, as it is found. Raises StorageAway."""
    yield from _of_rows(at)
    yield from _of_pages()
    yield from _of_objects(at)


def remove(difference: Difference) -> bool:
    """Delete an orphan, unless a row names it by now; False for every other difference."""
    orphan = difference.orphan
    if orphan is None or (orphan.kind is Kind.OBJECT and orphan.key in _named([orphan])):
        return False
    storage.discard(orphan)
    return True


def lock(difference: Difference, at: datetime) -> bool:
    """Let a lock or hold follow its row again; False for every other difference."""
    if difference.unlocked is None:
        return False
    keeping.secure(Document.objects.get(pk=difference.unlocked.pk), at)
    return True


# From the rows to the place


def _of_rows(at: datetime) -> Iterator[Difference]:
    working = Prefetch("holds", Hold.objects.filter(lifted_at=None))
    rows = Document.objects.filter(bytes_deleted_at=None).order_by("pk").prefetch_related(working)
    for document in rows.iterator(chunk_size=AT_ONCE):
        try:
            stored = storage.describe(document.key, document.version_id)
        except storage.MissingObject:
            if _still_named(document):
                yield Difference(Fault.NO_OBJECT, _name(document))
            continue
        yield from _of_row(document, stored, at)


def _still_named(document: Document) -> bool:
    """Not deleted since the row was read."""
    return Document.objects.filter(pk=document.pk, bytes_deleted_at=None).exists()


def _of_row(document: Document, stored: Stored, at: datetime) -> Iterator[Difference]:
    if stored.size != document.size:
        yield Difference(Fault.OTHER_SIZE, f"{_name(document)}: {stored.size} instead of {document.size}")
    if not storage.locks():
        return
    if stored.held != (hold_on(document) is not None):
        yield Difference(Fault.HOLD, _name(document), unlocked=document)
    if document.state == State.CLEAN and document.retain_until:
        wanted, until = lock_ends(document.retain_until), stored.locked_until
        if wanted > at and (until is None or until < wanted):
            what = f"{_name(document)}: {until or 'none'} instead of {wanted}"
            yield Difference(Fault.LOCK, what, unlocked=document)
        elif until and document.locked_until != last_locked_day(until):
            yield Difference(Fault.LOCK_UNSEEN, f"{_name(document)}: {until}", unlocked=document)


def _of_pages() -> Iterator[Difference]:
    for page in Page.objects.order_by("pk").iterator(chunk_size=AT_ONCE):
        pictures = ((page.key, page.version_id), (page.thumbnail_key, page.thumbnail_version_id))
        gone = any(key and not storage.exists(key, version) for key, version in pictures)
        if gone and Page.objects.filter(pk=page.pk, key=page.key).exists():
            yield Difference(Fault.NO_PICTURE, f"page {page.number} of document {page.document_id}")


# From the place to the rows


def _of_objects(at: datetime) -> Iterator[Difference]:
    entries = storage.listing()
    while batch := list(islice(entries, AT_ONCE)):
        named = _named(batch)
        for found in batch:
            if difference := _of_object(found, named, at):
                yield difference


def _of_object(found: Found, named: dict[str, tuple[str, bool]], at: datetime) -> Difference | None:
    young = found.at > at - SETTLED_AFTER
    if not storage.is_key(found.key):
        return Difference(Fault.FOREIGN, found.key)
    if found.kind is Kind.PART:
        return None if young else Difference(Fault.UNFINISHED, found.key, found)
    if found.key not in named:
        return None if young else Difference(Fault.NO_ROW, found.key, found)
    version_id, gone = named[found.key]
    if gone:
        return Difference(Fault.STILL_THERE, found.key)
    if version_id and version_id != found.handle:
        return Difference(Fault.OTHER_VERSION, f"{found.key} {found.handle}")
    return None


def _named(found: list[Found]) -> dict[str, tuple[str, bool]]:
    """For each key that a row names: its version, and whether its bytes were deleted."""
    keys = [one.key for one in found]
    documents = Document.objects.filter(key__in=keys).values_list("key", "version_id", "bytes_deleted_at")
    named = {key: (version, gone is not None) for key, version, gone in documents}
    pages = Page.objects.filter(key__in=keys).values_list("key", "version_id")
    thumbnails = Page.objects.filter(thumbnail_key__in=keys).values_list(
        "thumbnail_key", "thumbnail_version_id"
    )
    return named | {key: (version, False) for key, version in (*pages, *thumbnails)}


def _name(document: Document) -> str:
    return f"{document.number} {document.key}"
