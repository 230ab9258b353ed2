"""Messages delivered by the demo's worker against a bare loop over one connection into the same mail server.

The worker has two processes, as the demo starts it (production: four; two deliver at a time in both). It reads each
message, puts it into words in two languages, and commits it before and after, into a PostgreSQL that waits for the
disk. The bare loop is smtplib with equally large mails at hand. The mail server is aiosmtpd in a process of its own:
the target is for one that stores what it takes before it says so, as mail servers do; beside it is one that forgets.
In turns in one run; medians. `make bench-mail`, or `python -m benchmarks.delivery`
"""

import os
import smtplib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.serving import ROOT, SECONDS_TO_START, timed

PORT = 8941
MAILS = 600
ROUNDS = 5
TARGET = 0.7
#: Services of its own: those of the tests do not wait for the disk, those of a demo are somebody's.
os.environ |= {
    "VAR_DIR": "var/bench-delivery",
    "DJANGO_SETTINGS_MODULE": "claims_portal.settings.local",
    "SMTP_HOST": "127.0.0.1",
    "SMTP_PORT": str(PORT),
    "SMTP_TLS": "false",
    "LOG_LEVEL": "ERROR",
}
WORKER = (
    "celery --app claims_portal.celery:app worker --concurrency 2 --loglevel ERROR"
    " --without-gossip --without-mingle"
)


class Sink:
    """The mail server, and how many mails it has."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def taken(self) -> int:
        self.process.stdin.write("?\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def await_more(self, number: int, before: int) -> None:
        """Raises RuntimeError where they do not come within a minute."""
        until = time.perf_counter() + 60
        while self.taken() < before + number:
            if time.perf_counter() > until:
                raise RuntimeError(f"{self.taken() - before} of {number} mails came.")
            time.sleep(0.005)


def run() -> bool:
    """Measure, print, and say whether the target is met."""
    from claims_portal import embedded

    embedded.start()
    try:
        import django

        django.setup()
        from benchmarks import delivery_story

        delivery_story.prepare()
        with _worker(), tempfile.TemporaryDirectory(dir=ROOT / "var", prefix="bench-") as folder:
            with _sink(f"{folder}/mails") as sink:
                met = _said("a server that stores each mail", *_measured(sink, "kept"))
            with _sink("") as sink:
                _said("a server that forgets each mail", *_measured(sink, "forgotten"))
    finally:
        embedded.remove(embedded.DEMO)
    return met


def _said(what: str, ratios: list[float], ours: list[float]) -> bool:
    """Print; whether the target is met."""
    ratio = statistics.median(ratios)
    print(
        f"delivery to {what}: {ratio:.2f} of a bare loop (target {TARGET}; from {min(ratios):.2f} to "
        f"{max(ratios):.2f}; {MAILS / statistics.median(ours):.0f} mails a second, two processes of one worker, "
        f"PostgreSQL with fsync, {ROUNDS} rounds of {MAILS})",
        flush=True,
    )
    return ratio >= TARGET


def _measured(sink: Sink, name: str) -> tuple[list[float], list[float]]:
    from benchmarks import delivery_story

    _rest()
    _deliver(sink, delivery_story.promise(MAILS, name))
    ratios, times = [], []
    for number in range(ROUNDS):
        _rest()
        mails = delivery_story.ready_made(MAILS)
        bare = timed(lambda mails=mails: _bare_loop(mails))
        delivery_story.promise(MAILS, f"{name}-{number}")
        ours = timed(lambda: _deliver(sink, MAILS))
        ratios.append(bare / ours)
        times.append(ours)
    return ratios, times


def _bare_loop(mails: list[tuple[str, bytes]]) -> None:
    with smtplib.SMTP("127.0.0.1", PORT) as server:
        for address, mail in mails:
            server.sendmail("claims@localhost", [address], mail)


def _deliver(sink: Sink, number: int) -> None:
    """From the promise of the jobs until the last mail is there."""
    from benchmarks import delivery_story

    before = sink.taken()
    delivery_story.let_go()
    sink.await_more(number, before)


def _rest() -> None:
    """Nobody looks for mails any more: what is promised next waits until it is let go."""
    from outbox.models import Job

    while Job.objects.open().exists():
        time.sleep(0.05)


@contextmanager
def _sink(folder: str) -> Iterator[Sink]:
    command = [sys.executable, "-m", "benchmarks.delivery_sink", str(PORT), *filter(None, [folder])]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        if process.stdout.readline() != "ready\n":
            raise RuntimeError("The mail server did not start.")
        try:
            yield Sink(process)
        finally:
            process.terminate()


@contextmanager
def _worker() -> Iterator[None]:
    with subprocess.Popen(
        [sys.executable, "-m", *WORKER.split()], cwd=ROOT, stdout=subprocess.DEVNULL
    ) as process:
        try:
            _await_worker()
            yield
        finally:
            process.terminate()


def _await_worker() -> None:
    from claims_portal.celery import app

    until = time.perf_counter() + 3 * SECONDS_TO_START
    while not app.control.ping(timeout=0.5):
        if time.perf_counter() > until:
            raise RuntimeError("The worker did not start.")


if __name__ == "__main__":
    sys.exit(not run())
