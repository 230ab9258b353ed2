"""The whole portal in processes of this run's own: started, killed, started again, and never left behind."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psycopg

from claims_portal import embedded
from claims_portal.demo_data import VAR
from claims_portal.embedded.places import DEMO, place_of
from claims_portal.embedded.postgres import SUPERUSER
from claims_portal.embedded.processes import wait_until
from claims_portal.env import ENV, ROOT
from claims_portal.management.commands.demo import children_of_demo
from claims_portal.supervisor import Child
from faults.points import FOLDER, busy

MAIL = VAR / "sink"


class Portal:
    """Children by name: web, worker, beat, mail."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.children = {child.name: _with_points(child) for child in children_of_demo(port)}
        mail = [sys.executable, "-m", "faults.sink", str(ENV.SMTP_PORT), str(MAIL)]
        self.children["mail"] = Child("mail", mail, VAR / "log" / "mail.log", dict(os.environ))
        MAIL.mkdir(parents=True, exist_ok=True)

    def start(self) -> None:
        """All that does not run."""
        embedded.start()
        for child in self.children.values():
            if child.process is None or child.ended() is not None:
                child.start()
        if not wait_until(self.answers, 60):
            raise RuntimeError(f"The web server does not start: {self.children['web'].last_words()}")

    def stop(self) -> None:
        """Everything, whatever state it is in; the data goes too."""
        for child in self.children.values():
            with suppress(ProcessLookupError):
                if child.process:
                    os.killpg(child.process.pid, signal.SIGCONT)
            child.stop(5)
        self.signal_postgres(signal.SIGCONT)
        embedded.remove(DEMO)

    def answers(self) -> bool:
        """Whether the web server takes connections."""
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self, name: str) -> None:
        """`kill -9` the process and all that it started."""
        child = self.children[name]
        self.signal(name, signal.SIGKILL)
        if child.process:
            child.process.wait(10)

    def signal(self, name: str, number: int) -> None:
        """To the process and all that it started."""
        process = self.children[name].process
        if process and process.poll() is None:
            os.killpg(process.pid, number)

    def run(self, name: str) -> None:
        """Start one that was killed."""
        self.children[name].start()

    def offspring(self, name: str) -> set[int]:
        """Processes this one started: of the worker those that do the work, of the web server the one that answers."""
        process = self.children[name].process
        listed = Path(f"/proc/{process.pid}/task/{process.pid}/children") if process else None
        with suppress(OSError):
            return {int(pid) for pid in listed.read_text().split()} if listed else set()
        return set()

    def busy(self) -> dict[int, str]:
        """Which process of the worker is in the middle of which task."""
        ours = self.offspring("worker")
        return {pid: task for pid, task in busy(points_of("worker")).items() if pid in ours}

    def log_of(self, name: str) -> str:
        """All it ever wrote."""
        return self.children[name].log.read_text(errors="replace")

    def postmaster(self) -> int:
        """The process of PostgreSQL that takes connections."""
        return int((place_of(DEMO).postgres_data / "postmaster.pid").read_text().split()[0])

    def signal_postgres(self, number: int) -> None:
        """To the process that takes connections, not to those that serve one."""
        with suppress(OSError, ValueError):
            os.kill(self.postmaster(), number)


def points_of(name: str) -> Path:
    """The folder of the fault points of one child."""
    return VAR / "points" / name


def _with_points(child: Child) -> Child:
    place = points_of(child.name)
    place.mkdir(parents=True, exist_ok=True)
    return replace(child, environment={**child.environment, FOLDER: str(place)})


def as_superuser(statement: str) -> None:
    """Say it to our PostgreSQL, in a database nobody uses."""
    sockets = str(place_of(DEMO).sockets)
    with psycopg.connect(host=sockets, user=SUPERUSER, dbname="postgres", autocommit=True) as line:
        line.execute(statement)


def prepare() -> None:
    """Services and tables, in a process that may be ended."""
    embedded.start()
    command = [sys.executable, "manage.py", "migrate", "-v0", "--no-input", "--skip-checks"]
    subprocess.run(command, cwd=ROOT, check=True)
