"""Virus scanning by clamd, over its INSTREAM command: straight from storage, without a temporary file.

Anything but a clear OK is not clean. clamd answers OK for what is beyond its limits unless
its `AlertExceedsMax` is on; then it says `Heuristics.Limits.Exceeded…`, which is "not scanned".
"""

import hashlib
import socket
import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings

from documents import storage
from documents.enums import STRUCTURE_ONLY, Problem
from documents.models import Document
from documents.structure import BytesChangedError

CONNECT_SECONDS = 3
ANSWER_SECONDS = 120
LIMITS = "Heuristics.Limits.Exceeded"
ANSWER_SIZE = 4096
PIECE_SIZE = 256 * 1024


class ScannerAway(Exception):
    """Nobody answers: the file waits, and loses no try."""


class ScanBrokeError(Exception):
    """The scanner is there but did not give an answer that can be understood."""


@dataclass(frozen=True)
class Scan:
    """problem: VIRUS, NOT_SCANNED or ""; engine and date of its signatures, where it tells them."""

    problem: str
    engine: str
    signatures_at: datetime | None = None


def scan(document: Document) -> Scan:
    """Scan a stored file and compare its hash on the way.

    Raises ScannerAway, ScanBrokeError, StorageAway, BytesChangedError. Where no scanner
    is installed (`SCANNER=off`, never in production), the engine is `structure-only`.
    """
    engine, signatures_at = version()
    problem = "" if engine == STRUCTURE_ONLY else _problem(_answer_to(_checked(document)))
    return Scan(problem, engine, signatures_at)


def scan_part(data: bytes) -> str:
    """VIRUS, NOT_SCANNED or "" for a part of a file, unpacked. Raises ScannerAway and ScanBrokeError."""
    pieces = (data[start : start + PIECE_SIZE] for start in range(0, len(data), PIECE_SIZE))
    return _problem(_answer_to(pieces))


def version() -> tuple[str, datetime | None]:
    """The engine and the date of its signatures, where it has its makers' ones. Raises ScannerAway.

    `ClamAV 1.4.6/27800/Tue Nov 3 08:21:12 2026`; with other signatures only the first part.
    """
    if settings.SCANNER == "off":
        return STRUCTURE_ONLY, None
    try:
        name, *rest = _ask(b"VERSION").split("/")
    except OSError as error:
        raise ScannerAway(str(error)) from error
    return name[:100], _date(rest[-1]) if rest else None


def ping() -> None:
    """Raise ScannerAway unless clamd answers."""
    try:
        answer = _ask(b"PING")
    except OSError as error:
        raise ScannerAway(str(error)) from error
    if answer != "PONG":
        raise ScannerAway(f"The scanner answered {answer!r}.")


def _checked(document: Document) -> Iterator[bytes]:
    """The stored bytes, and at their end the question whether they are those that were received."""
    digest = hashlib.sha256()
    for data in storage.read(document.key, document.version_id):
        digest.update(data)
        yield data
    if digest.hexdigest() != document.sha256:
        raise BytesChangedError(f"{document.key} is not what was received.")


def _answer_to(pieces: Iterable[bytes]) -> str:
    """What clamd says about these bytes."""
    with _watching(), _connected(ANSWER_SECONDS) as clamd:
        clamd.sendall(b"zINSTREAM\0")
        for data in pieces:
            clamd.sendall(struct.pack("!I", len(data)))
            clamd.sendall(data)
        clamd.sendall(struct.pack("!I", 0))
        return _answer(clamd)


def _problem(answer: str) -> str:
    """`stream: OK`, `stream: <name> FOUND`, `… ERROR`; only the first is clean."""
    if answer == "stream: OK":
        return ""
    if not answer.endswith(" FOUND"):
        raise ScanBrokeError(f"The scanner answered {answer!r}.")
    return Problem.NOT_SCANNED if LIMITS in answer else Problem.VIRUS


def _date(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%a %b %d %H:%M:%S %Y").replace(tzinfo=UTC)
    except ValueError:
        return None


def _ask(command: bytes) -> str:
    with _connected(CONNECT_SECONDS) as clamd:
        clamd.sendall(b"z" + command + b"\0")
        return _answer(clamd)


def _answer(clamd: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < ANSWER_SIZE and (data := clamd.recv(ANSWER_SIZE)):
        answer += data
    return answer.rstrip(b"\0").decode(errors="replace")


@contextmanager
def _watching() -> Iterator[None]:
    """A line that breaks: where clamd is gone the file waits; where it hung up on this file, that is a failed try."""
    try:
        yield
    except OSError as error:
        ping()
        raise ScanBrokeError(f"The scanner broke off: {error}") from error


@contextmanager
def _connected(seconds: float) -> Iterator[socket.socket]:
    """A connection to `tcp://host:port` or `unix:///path`."""
    address = urlsplit(settings.CLAMD_URL)
    if address.scheme == "unix":
        clamd = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        clamd.settimeout(CONNECT_SECONDS)
        where: str | tuple[str, int] = address.path
    else:
        clamd = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        where = (address.hostname or "localhost", address.port or 3310)
    with clamd:
        clamd.settimeout(CONNECT_SECONDS)
        clamd.connect(where)
        clamd.settimeout(seconds)
        yield clamd
