"""Where the bytes of documents lie: a local folder, or an S3 bucket where one is configured.

One write-once key a document (`new_key()`) or picture of a page (`new_preview_key()`); reads
pin the version that was written. All calls raise StorageAway, or its child MissingObject, and
nothing else, for what is not the caller's mistake.
"""

import re
import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings

from documents.storage.bucket import Bucket
from documents.storage.errors import KeyTaken, MissingObject, StorageAway
from documents.storage.folder import Folder
from documents.storage.found import Found, Kind, Stored

__all__ = [
    "Found",
    "KeyTaken",
    "Kind",
    "MissingObject",
    "StorageAway",
    "Stored",
    "check",
    "delete",
    "delete_versions",
    "describe",
    "discard",
    "exists",
    "hold",
    "is_key",
    "listing",
    "lock",
    "locks",
    "new_key",
    "new_preview_key",
    "presigned",
    "read",
    "writer",
]

_KEY = re.compile(r"(documents|previews)/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Writer(Protocol):
    """Takes a new object's bytes; nothing of it can be read before `close()`."""

    def write(self, data: bytes) -> None: ...

    def close(self) -> str:
        """Make the object last and visible, all or nothing; returns its version id ("" in a folder)."""

    def abort(self) -> None:
        """Leave nothing behind; never raises."""


class Reader(Iterator[bytes], Protocol):
    """Chunks of an object; to be closed. `fileno`: the open file at its next byte, OSError where there is none."""

    def fileno(self) -> int: ...

    def close(self) -> None: ...


class Place(Protocol):
    def writer(self, key: str) -> Writer: ...

    def read(self, key: str, version_id: str, start: int, end: int | None) -> Reader: ...

    def delete(self, key: str, version_id: str) -> None: ...

    def exists(self, key: str, version_id: str) -> bool: ...

    def check(self) -> None: ...

    def presigned(
        self, key: str, version_id: str, *, name: str, content_type: str, seconds: int
    ) -> str | None: ...

    @property
    def locks(self) -> bool: ...

    def describe(self, key: str, version_id: str) -> Stored: ...

    def lock(self, key: str, version_id: str, until: datetime) -> None: ...

    def hold(self, key: str, version_id: str, held: bool) -> None: ...

    def delete_versions(self, key: str) -> None: ...

    def listing(self) -> Iterator[Found]: ...

    def discard(self, found: Found) -> None: ...


#: A link of the storage's own is good for a minute at most (design, serving).
LONGEST_LINK = 60


def new_key() -> str:
    """A key nobody used: `documents/<uuid>`."""
    return f"documents/{uuid.uuid4()}"


def new_preview_key() -> str:
    """A key for a picture of a page: `previews/<uuid>`. It is a copy, made anew at any time, never locked."""
    return f"previews/{uuid.uuid4()}"


def writer(key: str) -> Writer:
    """Begin a new object. Raises KeyTaken, at the latest on close, where the key exists in a folder."""
    return _place().writer(_checked(key))


def read(key: str, version_id: str = "", start: int = 0, end: int | None = None) -> Reader:
    """The bytes from `start` up to, not including, `end`, in chunks; raises before the first chunk where it can."""
    return _place().read(_checked(key), version_id, start, end)


def delete(key: str, version_id: str = "") -> None:
    """Delete one version (in a folder: the file). What is not there counts as deleted."""
    _place().delete(_checked(key), version_id)


def exists(key: str, version_id: str = "") -> bool:
    """Whether this version can be read; in a folder there is one."""
    return _place().exists(_checked(key), version_id)


def check() -> None:
    """Raise StorageAway unless the place can be reached and written to."""
    _place().check()


def presigned(
    key: str, version_id: str = "", *, name: str, content_type: str, seconds: int = LONGEST_LINK
) -> str | None:
    """A link straight to this version, downloaded under `name`; None in a folder, which has no links.

    The caller has asked for the right and recorded the access: who holds the link gets the bytes.
    """
    return _place().presigned(
        _checked(key), version_id, name=name, content_type=content_type, seconds=min(seconds, LONGEST_LINK)
    )


def locks() -> bool:
    """Whether the place can keep a version from being deleted: a bucket with Object Lock (S3_LOCK_MODE)."""
    return _place().locks


def describe(key: str, version_id: str = "") -> Stored:
    """What the place itself says about a version. Raises MissingObject where it has none."""
    return _place().describe(_checked(key), version_id)


def lock(key: str, version_id: str, until: datetime) -> None:
    """Keep a version from being deleted or overwritten before `until` (R15).

    Only ever raises a lock; asked for afterwards, since not every server does what it answers.
    Raises StorageAway where the lock does not hold, and where the place has none.
    """
    place = _place()
    if _holds(place.describe(_checked(key), version_id), until):
        return
    place.lock(key, version_id, until)
    if not _holds(place.describe(key, version_id), until):
        raise StorageAway(f"The lock of {key} does not hold.")


def _holds(stored: Stored, until: datetime) -> bool:
    return stored.locked_until is not None and stored.locked_until >= until


def hold(key: str, version_id: str, held: bool) -> None:
    """Set or lift the storage's own legal hold on a version, and look whether it did."""
    place = _place()
    if place.describe(_checked(key), version_id).held == held:
        return
    place.hold(key, version_id, held)
    if place.describe(key, version_id).held != held:
        raise StorageAway(f"The legal hold of {key} was not changed.")


def delete_versions(key: str) -> None:
    """Delete every version of an object, and whatever else hides under its key. Not there counts as deleted."""
    _place().delete_versions(_checked(key))


def listing() -> Iterator[Found]:
    """Everything that lies there, in no order and a page at a time: objects (each version) and parts of uploads."""
    return _place().listing()


def discard(found: Found) -> None:
    """Delete one entry of a listing; the caller knows that nobody needs it."""
    _checked(found.key)
    _place().discard(found)


def is_key(key: str) -> bool:
    """Whether this is a key of ours; anything else in the place belongs to somebody else."""
    return bool(_KEY.fullmatch(key))


def _checked(key: str) -> str:
    if not is_key(key):
        raise ValueError(f"{key!r} is no key of a document.")
    return key


def _place() -> Place:
    bucket: dict[str, Any] = settings.S3
    if bucket["bucket"]:
        return Bucket(**bucket)
    return Folder(settings.DOCUMENTS_FOLDER)
