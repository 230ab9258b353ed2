"""The files inside a PDF, unpacked in the limited child, so that the scanner sees each of them by itself."""

import struct
from collections.abc import Iterator

from documents.models import Document
from documents.names import extension_of
from documents.structure import OutOfLimitsError, in_child

#: As `documents.checks.attachments` writes them.
_LENGTH = struct.Struct("!I")


class NotUnpackedError(Exception):
    """Not all of them could be unpacked, so not all can be scanned."""


def attachments_of(document: Document) -> list[bytes]:
    """Every file inside a stored PDF; none for other types.

    Raises NotUnpackedError, StorageAway, BytesChangedError and CheckerBrokeError.
    """
    if extension_of(document.name) != "pdf":
        return []
    try:
        written = in_child("documents.checks.attachments", document)
    except OutOfLimitsError as error:
        raise NotUnpackedError(str(error)) from error
    return list(_parts(written))


def _parts(written: bytes) -> Iterator[bytes]:
    at = 0
    while at + _LENGTH.size <= len(written):
        (length,) = _LENGTH.unpack_from(written, at)
        at += _LENGTH.size
        if not length:
            return
        yield written[at : at + length]
        at += length
    raise NotUnpackedError("The child ended before its last word.")
