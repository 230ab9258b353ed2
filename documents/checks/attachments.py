"""`python -m documents.checks.attachments < file`: the attachments of a PDF, unpacked, for the scanner.

Each is written with its length before it; a length of 0 says that these were all. A scanner may
miss them where they lie: clamd 1.4 does not unpack a stream with a dictionary before its /Filter.
"""

import struct
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

import pikepdf

from documents.checks import limits

#: Unpacked, all together; what has more is not scanned all through.
MOST_BYTES = 32 * 1024 * 1024
DEPTH = 20
LENGTH = struct.Struct("!I")
#: Sealed by a password, broken, or too deep; why, the check of its structure says to people.
_UNREADABLE = (
    pikepdf.PasswordError,
    pikepdf.PdfError,
    ValueError,
    TypeError,
    RuntimeError,
    OverflowError,
    AttributeError,
    MemoryError,
)


def attachments(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Stream]:
    """Every stream that is a file inside: one that says so, and one a file specification leads to."""
    streams = {}
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and ("/Params" in thing or _type_of(thing) == "/EmbeddedFile"):
            streams[thing.objgen] = thing
        for found in _led_to(thing, DEPTH):
            streams[found.objgen] = found
    yield from streams.values()


def _type_of(stream: pikepdf.Stream) -> str:
    return str(stream.get("/Type", ""))


def _led_to(thing: Any, depth: int) -> Iterator[pikepdf.Stream]:
    """The streams of an /EF anywhere in this object itself; what it refers to comes by itself."""
    if depth and isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        if isinstance(files := thing.get("/EF"), pikepdf.Dictionary):
            yield from (one for one in files.values() if isinstance(one, pikepdf.Stream))
        yield from (found for one in _own(thing.values()) for found in _led_to(one, depth - 1))
    elif depth and isinstance(thing, pikepdf.Array):
        yield from (found for one in _own(thing) for found in _led_to(one, depth - 1))


def _own(things: Any) -> Iterator[pikepdf.Object]:
    return (one for one in things if isinstance(one, pikepdf.Object) and not one.is_indirect)


def unpack(stream: pikepdf.Stream) -> bytes:
    """Its bytes; as they lie there where its filters are those of pictures, or broken."""
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return stream.read_raw_bytes()


def main(file: BinaryIO, to: BinaryIO) -> None:
    """Write them; ends without the last word where it could not read or write them all."""
    left = MOST_BYTES
    with pikepdf.open(file) as pdf:
        for stream in attachments(pdf):
            data = unpack(stream)
            left -= len(data)
            if left < 0:
                return
            if data:
                to.write(LENGTH.pack(len(data)) + data)
    to.write(LENGTH.pack(0))


if __name__ == "__main__":
    limits.apply()
    try:
        main(sys.stdin.buffer, sys.stdout.buffer)
    except _UNREADABLE:
        sys.exit(0)
