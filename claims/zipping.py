"""A ZIP that is sent while it is written: no temporary file, and never more of it in memory than a chunk."""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from documents.names import clean_name

#: rw-r--r--
_MODE = 0o644 << 16
#: What Windows or a shell takes for something else than a letter of a name.
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
#: Of 255 that file systems allow; in UTF-8 a letter may have four bytes, and something stands before the name.
LONGEST_NAME = 180


def safe_name(name: str) -> str:
    """A file's name that every system can unpack; its letters and its extension stay."""
    name = _UNSAFE.sub("_", clean_name(name))
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        stem, ending = name, ""
    ending = dot + ending if ending else ""
    room = LONGEST_NAME - len(ending.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip() + ending


@dataclass(frozen=True)
class Entry:
    """One file of the archive. `size` in bytes; `open` gives its chunks when its turn comes; `at`: its date."""

    path: str
    size: int
    at: datetime
    open: Callable[[], Iterable[bytes]]
    packs: bool = False


def of_bytes(path: str, data: bytes, at: datetime) -> Entry:
    """A small file that is there already."""
    return Entry(path, len(data), at, lambda: iter([data]), packs=True)


def zipped(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The archive in pieces; what an entry's chunks raise breaks it off, and a ZIP without its end opens nowhere."""
    outlet = _Outlet()
    with ZipFile(outlet, "w") as archive:
        for entry in entries:
            with archive.open(_info(entry), "w") as place, closing(_closable(entry.open())) as chunks:
                for chunk in chunks:
                    place.write(chunk)
                    yield outlet.take()
    yield outlet.take()


class _Outlet(io.RawIOBase):
    """What ZipFile writes to: it cannot seek, and keeps what was written until it is taken."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._pieces.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken


def _closable(chunks: Iterable[bytes]) -> Any:
    return chunks if hasattr(chunks, "close") else (chunk for chunk in chunks)


def _info(entry: Entry) -> ZipInfo:
    info = ZipInfo(entry.path, entry.at.timetuple()[:6])
    info.compress_type = ZIP_DEFLATED if entry.packs else ZIP_STORED
    # Known beforehand, so that only an archive beyond 4 GB is written in the larger format.
    info.file_size = entry.size
    info.external_attr = _MODE
    return info
