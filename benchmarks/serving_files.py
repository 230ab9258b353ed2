"""100 MB out of the portal over HTTP through gunicorn, against writing and hashing the same bytes.

Both in turns in one run, onto the same disk, with the same chunk size and fsync. The
download finds the signed-in person's file, asks whether they may look, notes that they did, and
streams; the reader hashes and writes what comes, as whoever saves a file and checks it.
`python -m benchmarks.serving_files`
"""

import hashlib
import http.client
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.serving import ROOT, serving, timed
from benchmarks.upload import MEGABYTE, Server, prepare
from claims_portal import embedded

ROUNDS = 9
PORT = 8918
SIZE_MB = 100
#: Of the speed of writing and hashing.
SPEED_TARGET = 0.6
GROWTH_TARGET_MB = 20
DATABASE = "test_bench_serving"
CHUNK = 256 * 1024


def run() -> bool:
    """Measure, print, and say whether every target is met."""
    folder = Path(tempfile.mkdtemp(dir=ROOT / "var", prefix="bench-"))
    try:
        with _server(folder) as server:
            data = os.urandom(SIZE_MB * MEGABYTE)
            digest = _stored(data, folder)
            growth = _growth(server, digest)
            speed = _speed(server, digest, data, folder)
    finally:
        subprocess.run(["rm", "-rf", str(folder)], check=True)
    print(
        f"download of {SIZE_MB} MB: {speed:.0%} of the speed of writing and hashing (target {SPEED_TARGET:.0%})"
    )
    print(f"memory growth of a download of {SIZE_MB} MB: {growth:.0f} MB (target {GROWTH_TARGET_MB} MB)")
    return speed >= SPEED_TARGET and growth <= GROWTH_TARGET_MB


def _speed(server: "Reader", digest: str, data: bytes, folder: Path) -> float:
    if server.download(digest, folder) != digest:
        raise RuntimeError("The bytes did not arrive as they lie.")
    pairs = [
        (timed(lambda: _plain(data, folder)), timed(lambda: server.download(digest, folder)))
        for _ in range(ROUNDS)
    ]
    plain, served = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(
        f"  writing and hashing {plain * 1000:.0f} ms, download {served * 1000:.0f} ms (medians of {ROUNDS})"
    )
    return plain / served


def _growth(server: "Reader", digest: str) -> float:
    before = server.reset_peak()
    server.download(digest, None)
    return (server.peak_memory() - before) / MEGABYTE


class Reader(Server):
    """The running portal, and somebody who saves files from it."""

    def download(self, digest: str, folder: Path | None) -> str:
        """Fetch the file with this SHA-256, write it where a folder is given; the SHA-256 of what came."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", f"/download/{digest}/", headers={"Cookie": self.cookie})
        answer = connection.getresponse()
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{answer.status}: {answer.read(500)!r}")
        found = _save(_chunks(answer), folder)
        connection.close()
        return found


def _plain(data: bytes, folder: Path) -> None:
    """Write and hash, nothing else."""
    view = memoryview(data)
    _save((view[start : start + CHUNK] for start in range(0, len(data), CHUNK)), folder)


def _save(chunks: Iterator[bytes | memoryview], folder: Path | None) -> str:
    """Hash the chunks, and write them to a new file where a folder is given; the SHA-256."""
    digest = hashlib.sha256()
    file = os.open(folder / secrets.token_hex(8), os.O_CREAT | os.O_EXCL | os.O_WRONLY) if folder else None
    for chunk in chunks:
        digest.update(chunk)
        if file is not None:
            os.write(file, chunk)
    if file is not None:
        os.fsync(file)
        os.close(file)
    return digest.hexdigest()


def _chunks(answer: http.client.HTTPResponse) -> Iterator[memoryview]:
    """What arrives, in one buffer."""
    buffer = memoryview(bytearray(CHUNK))
    while size := answer.readinto(buffer):
        yield buffer[:size]


def _stored(data: bytes, folder: Path) -> str:
    """A file of the person's, as if the checks had passed it: what they cost is another measurement's."""
    from django.conf import settings

    from accounts.models import Membership
    from documents.actions import receive
    from documents.enums import STRUCTURE_ONLY, State
    from documents.models import Document
    from documents.stored import StoredUpload
    from lifecycle import clock

    settings.DOCUMENTS_FOLDER, settings.UPLOAD_LIMIT_BYTES = folder, len(data)
    upload = StoredUpload("invoice.pdf")
    upload.write(data)
    upload.finish()
    member, at = Membership.objects.get(), clock.now()
    document = receive(upload, partner=member.partner, user=member.user, at=at)
    Document.objects.filter(pk=document.pk).update(
        state=State.CLEAN, settled_at=at, engine=STRUCTURE_ONLY, content_type="application/pdf"
    )
    return document.sha256


@contextmanager
def _server(folder: Path) -> Iterator[Reader]:
    """A gunicorn as in the demo, on a database and a folder of its own."""
    session = prepare(DATABASE)
    environment = {
        "DATABASE_URL": embedded.database_url(DATABASE, instance=embedded.TEST),
        "BENCH_FOLDER": str(folder),
    }
    with serving(PORT, "benchmarks.serving_settings", **environment) as process:
        yield Reader(process, session, PORT)


if __name__ == "__main__":
    sys.exit(not run())
