"""`manage.py demo` as a whole, in a folder and on a port of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from claims_portal.embedded.processes import wait_until

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.alone


class Demo:
    """A demo started as a person would, and what it said so far."""

    def __init__(self, var: Path, port: int):
        self.var, self.port = var, port
        self.said = var / "said.txt"

    def manage(self, *words: str) -> list[str]:
        return [sys.executable, "manage.py", *words]

    @property
    def environment(self) -> dict[str, str]:
        return dict(os.environ, VAR_DIR=str(self.var), DJANGO_SETTINGS_MODULE="claims_portal.settings.local")

    def start(self) -> float:
        """Start it and wait for the address. Returns the seconds it took."""
        began = time.monotonic()
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                self.manage("demo", "--port", str(self.port)),
                cwd=ROOT,
                env=self.environment,
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        started = wait_until(
            lambda: "Ctrl-C stops" in self.said.read_text() or self.process.poll() is not None, 300
        )
        assert started, self.said.read_text()
        assert self.process.poll() is None, self.said.read_text()
        return time.monotonic() - began

    def stop(self, sign: signal.Signals) -> int:
        self.process.send_signal(sign)
        return self.process.wait(60)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Another command on the same data."""
        return subprocess.run(
            self.manage(*words),
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def children(self) -> list[str]:
        """Command lines of living processes that belong to this demo's folder."""
        mine = f"VAR_DIR={self.var}".encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if mine in (folder / "environ").read_bytes().split(b"\0") and folder.name != str(os.getpid()):
                    found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:
                continue
        return found

    def services(self) -> str:
        command = [sys.executable, "-m", "claims_portal.embedded", "status"]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        ).stdout

    def get(self, path: str) -> int:
        with urllib.request.urlopen(f"http://localhost:{self.port}{path}", timeout=20) as answer:
            return answer.status


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Iterator[Demo]:
    demo = Demo(tmp_path_factory.mktemp("demo"), free_port())
    demo.start()
    yield demo
    if demo.process.poll() is None:
        demo.stop(signal.SIGTERM)
    demo.run("demo_reset")


def test_it_says_where_and_who_and_answers(demo):
    said = demo.said.read_text()

    assert f"http://localhost:{demo.port}" in said
    assert "Anna" in said
    assert demo.get("/") == 200
    assert re.search(r"PostgreSQL and Valkey … \d+\.\d s", said)


def test_web_worker_and_beat_run_and_write_logs(demo):
    lines = " ".join(demo.children())

    for program in ("gunicorn", " worker ", " beat "):
        assert program in lines
    assert wait_until(lambda: "ready" in (demo.var / "log" / "worker.log").read_text(), 60)
    assert (demo.var / "log" / "web.log").stat().st_size


def test_a_second_demo_on_the_same_data_is_refused_in_words(demo):
    second = demo.run("demo", "--port", str(free_port()))

    assert second.returncode != 0
    assert (
        f"A demo already runs on this data (process {demo.process.pid}, http://localhost:{demo.port})"
        in second.stderr
    )
    assert "Traceback" not in second.stderr


def test_a_reset_is_refused_while_it_runs(demo):
    reset = demo.run("demo_reset")

    assert reset.returncode != 0
    assert "A demo already runs on this data" in reset.stderr
    assert demo.get("/healthz") == 200


def test_a_dead_child_is_started_again(demo):
    beat = demo.var / "log" / "beat.log"
    found = [
        int(folder.name)
        for folder in Path("/proc").glob("[0-9]*")
        if f"{demo.var}/demo/beat".encode() in _words_of(folder)
    ]
    before = beat.read_text().count("beat: Starting")
    os.kill(found[0], signal.SIGKILL)

    assert wait_until(lambda: beat.read_text().count("beat: Starting") > before, 60)
    assert "beat ended with status -9 and is started again" in demo.said.read_text()


def _words_of(process: Path) -> list[bytes]:
    try:
        return (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return []


def test_it_stops_without_leaving_anything_and_starts_again_with_its_data(demo):
    assert demo.stop(signal.SIGINT) == 0
    assert "Stopped. The data is kept" in demo.said.read_text()
    assert demo.children() == []
    assert demo.services() == "PostgreSQL: not running\nValkey: not running\n"

    assert demo.start() < 60
    assert demo.get("/healthz") == 200
    assert demo.stop(signal.SIGTERM) == 0
    assert demo.children() == []


def test_a_taken_port_gets_a_sentence(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused = Demo(tmp_path, port).run("demo", "--port", str(port))

    assert refused.returncode != 0
    assert f"Port {port} is taken by another program. Choose another one: make demo PORT=" in refused.stderr
    assert "Traceback" not in refused.stderr
