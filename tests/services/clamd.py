"""A real clamd with signatures of our own; what it looks for is put together here and never stored."""

import hashlib
import shutil
import signal
import socket
import socketserver
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest

from documents import scanning
from tests.services import missing

START_SECONDS = 30


def eicar() -> bytes:
    """The test virus every scanner knows; backwards in our source, so that no scanner finds it there."""
    return rb"*H+H$!ELIF-TSET-SURIVITNA-DRADNATS-RACIE$}7)CC7)^P(45XZP\4[PA@%P!O5X"[::-1]


def our_virus() -> bytes:
    """A signature only we have."""
    return b"-".join([b"portal", b"test", b"virus", b"73"])


CONFIG = """
LocalSocket {folder}/clamd.sock
DatabaseDirectory {folder}/db
PidFile {folder}/clamd.pid
LogFile {folder}/clamd.log
Foreground yes
StreamMaxLength 310M
MaxFileSize 310M
MaxScanSize 400M
MaxRecursion {recursion}
AlertExceedsMax yes
"""


class Clamd:
    """One clamd on a private socket; it can be stopped, frozen and started again."""

    def __init__(self, command: str, recursion: int = 17) -> None:
        # A socket's path is short: pytest's own folders are not.
        self.folder = Path(tempfile.mkdtemp(prefix="clamd-"))
        self.url = f"unix://{self.folder}/clamd.sock"
        self._program = command
        self._process: subprocess.Popen[bytes] | None = None
        (self.folder / "db").mkdir()
        signatures = [f"Test.Eicar:0:*:{eicar().hex()}", f"Test.Ours:0:*:{our_virus().hex()}"]
        (self.folder / "db" / "ours.ndb").write_text("\n".join(signatures) + "\n")
        (self.folder / "clamd.conf").write_text(CONFIG.format(folder=self.folder, recursion=recursion))

    def start(self) -> None:
        command = [self._program, "-c", str(self.folder / "clamd.conf")]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + START_SECONDS
        while not (self.folder / "clamd.sock").exists():
            if time.monotonic() > end or self._process.poll() is not None:
                pytest.fail("clamd did not start: " + (self.folder / "clamd.log").read_text()[-500:])
            time.sleep(0.05)

    def stop(self) -> None:
        if self._process:
            self.thaw()
            self._process.terminate()
            self._process.wait(timeout=START_SECONDS)
            self._process = None
        with suppress(FileNotFoundError):
            (self.folder / "clamd.sock").unlink()

    def freeze(self) -> None:
        """It takes connections and answers nothing."""
        if self._process:
            self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        if self._process:
            self._process.send_signal(signal.SIGCONT)

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder)


class Relay(socketserver.ThreadingUnixStreamServer):
    """A door in front of a clamd: it can make each scan slow, and give its signatures a date."""

    daemon_threads = True

    def __init__(self, clamd_url: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="relay-"))
        self.url = f"unix://{self.folder}/clamd.sock"
        self.behind = urlsplit(clamd_url).path
        self.delay = 0.0
        self.version = ""
        #: SHA-256 of what is being scanned just now, and the process that asks for it.
        self.now: dict[str, int] = {}
        super().__init__(str(self.folder / "clamd.sock"), Through)
        Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address) -> None:
        """A worker that was killed just hangs up."""

    def remove(self) -> None:
        self.shutdown()
        self.server_close()
        shutil.rmtree(self.folder)


class Through(socketserver.StreamRequestHandler):
    """One command and its answer."""

    def handle(self) -> None:
        command = self._read_command()
        if command == b"zVERSION\0" and self.server.version:
            self.wfile.write(self.server.version.encode() + b"\0")
            return
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as clamd:
            clamd.connect(self.server.behind)
            clamd.sendall(command)
            if command == b"zINSTREAM\0":
                self._hand_on(clamd)
            self.wfile.write(clamd.recv(4096))

    def _read_command(self) -> bytes:
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        return command

    def _hand_on(self, clamd: socket.socket) -> None:
        length, seen = 1, hashlib.sha256()
        while length:
            head = self.rfile.read(4)
            (length,) = struct.unpack("!I", head)
            data = self.rfile.read(length)
            seen.update(data)
            clamd.sendall(head + data)
        self.server.now[seen.hexdigest()] = self._who_asks()
        time.sleep(self.server.delay)
        self.server.now.pop(seen.hexdigest(), None)

    def _who_asks(self) -> int:
        told = self.request.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        return struct.unpack("3i", told)[0]


def program() -> str:
    """Where clamd is installed."""
    return shutil.which("clamd", path="/usr/sbin:/usr/bin:/usr/local/sbin") or missing("clamd")


@pytest.fixture(scope="session")
def running_clamd() -> Iterator[Clamd]:
    service = Clamd(program())
    service.start()
    yield service
    service.remove()


@pytest.fixture
def clamd(running_clamd, settings) -> Clamd:
    """The portal scans with a real clamd."""
    settings.SCANNER, settings.CLAMD_URL = "clamd", running_clamd.url
    scanning.ping()
    return running_clamd


@pytest.fixture
def own_clamd(settings) -> Iterator[Clamd]:
    """One that the test may stop and freeze."""
    service = Clamd(program())
    service.start()
    settings.SCANNER, settings.CLAMD_URL = "clamd", service.url
    yield service
    service.remove()


@pytest.fixture
def relay(clamd, settings) -> Iterator[Relay]:
    """The real clamd behind a door that can be slow."""
    door = Relay(clamd.url)
    settings.CLAMD_URL = door.url
    yield door
    door.remove()


@pytest.fixture
def silent_clamd(settings) -> Iterator[None]:
    """Somebody takes the connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings.SCANNER = "clamd"
        settings.CLAMD_URL = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
        yield
