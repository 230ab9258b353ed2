"""The files of one subject side by side, one of them opened: what the bench of each room shows."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import prefetch_related_objects

from documents import words
from documents.enums import State
from documents.models import Document
from documents.restricting import restriction_of
from documents.viewing import Places, thumbnail_url


@dataclass
class File:
    """A file, and what it is to prove. `note`: why it cannot be opened, "" if it can.

    `thumbnail_url`: "" where there is no picture, or none that may be shown.
    """

    document: Document
    state: str
    tone: str
    note: str
    may_open: bool
    thumbnail_url: str = ""
    is_restricted: bool = False
    is_new: bool = False
    proves: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Steps:
    """The place of a file among `all` of its subject, from 1 on, and its neighbours."""

    number: int
    all: int
    before: Document | None
    after: Document | None


def file_of(document: Document) -> File:
    """How it stands now."""
    may_open = document.state == State.CLEAN and document.bytes_deleted_at is None
    return File(
        document=document,
        state=words.state(document),
        tone=words.tone(document),
        note="" if may_open else words.not_served(document),
        may_open=may_open,
    )


def dressed(files: Iterable[File], places: Places) -> list[File]:
    """With what is restricted, and the small pictures of the rest; one query, however many there are."""
    found = list(files)
    prefetch_related_objects([one.document for one in found], "restrictions")
    for one in found:
        one.is_restricted = restriction_of(one.document) is not None
        if not one.is_restricted:
            one.thumbnail_url = thumbnail_url(places, one.document)
    return found


def opened(files: list[File], public_id: str) -> Document | None:
    """The file somebody chose to read, else the first that can be read, else the first; None without files."""
    chosen = [one for one in files if one.document.public_id == public_id]
    found = chosen or [one for one in files if one.may_open] or files
    return found[0].document if found else None


def steps(files: list[File], document: Document | None) -> Steps | None:
    """Where an opened file stands among the others; None without files."""
    documents = [one.document for one in files]
    if document is None:
        return None
    place = documents.index(document)
    before = documents[place - 1] if place else None
    return Steps(place + 1, len(documents), before, next(iter(documents[place + 1 :]), None))
