"""A file that we write ourselves, on its way to becoming a document."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from documents.storage import StorageAway
from documents.stored import StoredUpload


@contextmanager
def written(name: str, content: bytes) -> Iterator[StoredUpload]:
    """Store the bytes; the body makes them a document in the transaction around it, or they go again.

    Raises StorageAway.
    """
    upload = StoredUpload(name)
    try:
        upload.write(content)
        upload.finish()
        if upload.problem:
            raise StorageAway(f"{name}: {upload.problem}")
        with transaction.atomic():
            yield upload
    finally:
        upload.discard()
