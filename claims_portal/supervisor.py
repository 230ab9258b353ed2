"""Keeps a few child processes running, and ends them together."""

import ctypes
import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self, TextIO

#: A child that ended this often within the window is not started once more.
RESTARTS = 3
WINDOW_SECONDS = 60
PR_SET_PDEATHSIG = 1


class Refused(Exception):
    """The demo cannot run; the text is for people."""


class AskedToStop(BaseException):
    """Ctrl-C, or a signal that asks for the end. No Exception, so that nothing swallows it."""


@dataclass
class Child:
    """One program that is to run; its words go to the log file."""

    name: str
    command: list[str]
    log: Path
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    ends: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it in a session of its own: Ctrl-C reaches us alone, and we end it in our order."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=dict(self.environment),
                start_new_session=True,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 - we have one thread
            )

    def ended(self) -> int | None:
        """Its exit status, or None while it runs."""
        return self.process.poll() if self.process else None

    def restart(self) -> None:
        """Start it again. Raises Refused with its last words when it ends again and again."""
        now = time.monotonic()
        self.ends = [end for end in self.ends if now - end < WINDOW_SECONDS] + [now]
        if len(self.ends) > RESTARTS:
            raise Refused(
                f"{self.name} ends again and again. Its last words, from {self.log}:\n{self.last_words()}"
            )
        self.start()

    def last_words(self) -> str:
        """The end of its log."""
        with suppress(OSError):
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-12:])
        return ""

    def stop(self, seconds: float = 20) -> None:
        """Let it finish its work; after the seconds end it and everything it started."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None


def _end_with_parent() -> None:
    # Without us, even when we are killed, no child stays behind.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@contextmanager
def one_run(lock: Path, running_already: str) -> Iterator[TextIO]:
    """Hold the lock file for as long as we live. Raises Refused with the sentence if another process does.

    The system frees the lock of a process that dies, so it is never stale.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            raise Refused(running_already.format(who=handle.read().strip() or "another process")) from None
        handle.truncate(0)
        yield handle


class StopSignals:
    """Within it, Ctrl-C, a termination and a closed terminal raise AskedToStop, once.

    Python drops what a handler raises while it runs a callback of its own (a fork, a
    destructor); so whoever waits calls `check` as well.
    """

    names = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def __enter__(self) -> Self:
        self.asked = False
        self.before = {name: signal.signal(name, self.hear) for name in self.names}
        return self

    def hear(self, _number: int, _frame: object) -> None:
        """The handler. Impatience does not break the orderly end: a second signal is not heard."""
        if not self.asked:
            self.asked = True
            raise AskedToStop

    def check(self) -> None:
        """Raises AskedToStop if a signal came."""
        if self.asked:
            raise AskedToStop

    def __exit__(self, *_exception: object) -> None:
        for name, handler in self.before.items():
            signal.signal(name, handler)
