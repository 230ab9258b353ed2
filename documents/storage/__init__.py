"""Where the bytes of documents lie: a local folder, or an S3 bucket where one is configured.

One write-once key a document (`new_key()`) or picture of a page (`new_preview_key()`); reads
pin the version that was written. All calls raise StorageAway, or its child MissingObject, and
nothing else, for what is not the caller's mistake.
"""

import re
import uuid
from collections.abc import Iterator
from typing import Any, Protocol

from django.conf import settings

from documents.storage.bucket import Bucket
from documents.storage.errors import KeyTaken, MissingObject, StorageAway
from documents.storage.folder import Folder

__all__ = [
    "KeyTaken",
    "MissingObject",
    "StorageAway",
    "check",
    "delete",
    "exists",
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
    """Chunks of an object; to be closed."""

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


def _checked(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r} is no key of a document.")
    return key


def _place() -> Place:
    bucket: dict[str, Any] = settings.S3
    if bucket["bucket"]:
        return Bucket(**bucket)
    return Folder(settings.DOCUMENTS_FOLDER)
