"""An upload over HTTP through gunicorn, against writing and hashing the same bytes.

Both in turns in one run, onto the same disk, with the same chunk size and fsync, and both
keep their files to the end: memory that was just freed is faster to fill. The upload
signs the person in, checks CSRF, streams into local storage, and writes the row, the history
and the job. `python -m benchmarks.upload`
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
from claims_portal import embedded

MEGABYTE = 1024 * 1024
ROUNDS = 15
PORT = 8917
RATIO_TARGET = 1.5
GROWTH_TARGET_MB = 40
DATABASE = "test_bench"


def run() -> bool:
    """Measure, print, and say whether every target is met."""
    folder = Path(tempfile.mkdtemp(dir=ROOT / "var", prefix="bench-"))
    try:
        with _server(folder) as server:
            # First, while the process has not yet grown to what uploads need.
            growth = {size: _growth(server, size) for size in (25, 250)}
            ratio = _ratio(server, folder)
    finally:
        subprocess.run(["rm", "-rf", str(folder)], check=True)
    print(f"upload of 25 MB against writing and hashing: {ratio:.2f} × (target {RATIO_TARGET} ×)")
    for size, megabytes in growth.items():
        print(f"memory growth of an upload of {size} MB: {megabytes:.0f} MB (target {GROWTH_TARGET_MB} MB)")
    return ratio <= RATIO_TARGET and max(growth.values()) <= GROWTH_TARGET_MB


class Server:
    """A running gunicorn with one person signed in."""

    def __init__(self, process: subprocess.Popen, session: str, port: int = PORT) -> None:
        self.port = port
        self._process = process
        self._token = secrets.token_hex(16)
        self.cookie = f"portal_session={session}; csrftoken={self._token}"

    def upload(self, body: "Body") -> str:
        """Send one file; the SHA-256 the portal found."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("POST", "/upload/", body.pieces(self._token), self._headers(body))
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{answer.status}: {text[:500]}")
        return text

    def _headers(self, body: "Body") -> dict[str, str]:
        return {
            "Content-Type": f"multipart/form-data; boundary={body.boundary}",
            "Content-Length": str(body.length(self._token)),
            "Cookie": self.cookie,
        }

    def peak_memory(self) -> int:
        """The most memory the worker had in its hands so far, in bytes."""
        return _status(self._worker(), "VmHWM")

    def reset_peak(self) -> int:
        """Forget the peak; the memory held now, in bytes."""
        Path(f"/proc/{self._worker()}/clear_refs").write_text("5")
        return _status(self._worker(), "VmRSS")

    def _worker(self) -> int:
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
        return int(children[0])


class Body:
    """A form with one file of `size` bytes, made as it is sent."""

    def __init__(self, data: bytes, times: int = 1) -> None:
        self.boundary = "----benchmark" + secrets.token_hex(8)
        self._data = data
        self._times = times

    def _frame(self, token: str) -> tuple[bytes, bytes]:
        part = f"--{self.boundary}\r\nContent-Disposition: form-data; "
        head = f'{part}name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        head += f'{part}name="file"; filename="invoice.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
        return head.encode(), f"\r\n--{self.boundary}--\r\n".encode()

    def length(self, token: str) -> int:
        return sum(map(len, self._frame(token))) + len(self._data) * self._times

    def pieces(self, token: str) -> Iterator[bytes]:
        head, tail = self._frame(token)
        yield head
        for _ in range(self._times):
            yield self._data
        yield tail


def _ratio(server: Server, folder: Path) -> float:
    data = os.urandom(25 * MEGABYTE)
    body = Body(data)
    if server.upload(body) != hashlib.sha256(data).hexdigest():
        raise RuntimeError("The bytes did not arrive as they were sent.")
    server.upload(body)
    pairs = [(timed(lambda: _plain(data, folder)), timed(lambda: server.upload(body))) for _ in range(ROUNDS)]
    plain, upload = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"  writing and hashing {plain * 1000:.0f} ms, upload {upload * 1000:.0f} ms (medians of {ROUNDS})")
    return upload / plain


def _growth(server: Server, megabytes: int) -> float:
    body = Body(os.urandom(MEGABYTE), megabytes)
    before = server.reset_peak()
    server.upload(body)
    return (server.peak_memory() - before) / MEGABYTE


def _plain(data: bytes, folder: Path) -> None:
    """Write and hash, nothing else."""
    from documents.upload import CHUNK_SIZE

    path, digest, view = folder / secrets.token_hex(8), hashlib.sha256(), memoryview(data)
    file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    for start in range(0, len(data), CHUNK_SIZE):
        chunk = view[start : start + CHUNK_SIZE]
        digest.update(chunk)
        os.write(file, chunk)
    os.fsync(file)
    os.close(file)


def _status(pid: int, name: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))


@contextmanager
def _server(folder: Path) -> Iterator[Server]:
    """A gunicorn as in the demo, on a database and a folder of its own."""
    session = prepare(DATABASE)
    environment = {
        "DATABASE_URL": embedded.database_url(DATABASE, instance=embedded.TEST),
        "BENCH_FOLDER": str(folder),
        "UPLOAD_LIMIT_MB": "300",
    }
    with serving(PORT, "benchmarks.upload_settings", **environment) as process:
        yield Server(process, session)


def prepare(database: str) -> str:
    """Start the services, make the database, and sign a person in; the session's key."""
    embedded.start(instance=embedded.TEST)
    os.environ["DJANGO_SETTINGS_MODULE"] = "claims_portal.settings.test"
    import django

    django.setup()
    from benchmarks import upload_people

    return upload_people.session_key(database)


if __name__ == "__main__":
    sys.exit(not run())
