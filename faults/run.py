"""Play the faults one after the other in one portal, and say of each what became of it."""

import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from claims_portal import embedded
from claims_portal.demo_data import VAR
from claims_portal.embedded.places import DEMO
from claims_portal.supervisor import AskedToStop, Refused, StopSignals, one_run
from faults import broker, clocks, database, failing, killing, mail, portal, promises, story
from faults.pace import Pace
from faults.ports import free_port
from faults.sampler import Sampler
from faults.scene import Scene
from lifecycle import clock

#: Beside the folder it guards.
LOCK = VAR.parent / "faults.lock"
RUNNING = "The faults are being played already ({who})."


@dataclass(frozen=True)
class Fault:
    """One of the twelve: `play` does it and says what it did; it raises where a promise is broken."""

    number: int
    name: str
    play: Callable[[Scene], str]


FAULTS = (
    Fault(1, "kill -9 a pool child in a task", killing.pool_children),
    Fault(2, "kill -9 the whole worker", killing.whole_worker),
    Fault(3, "kill -9 the web process between commit and publish", killing.web_process),
    Fault(4, "broker stopped, submits go on", broker.stopped),
    Fault(5, "broker emptied while tasks wait", broker.emptied),
    Fault(6, "PostgreSQL crashes under load", database.crashes),
    Fault(7, "a lock on the rows in use, PostgreSQL refuses connections", database.away),
    Fault(8, "SMTP away, then 4xx, then 5xx for one address", mail.troubled),
    Fault(9, "two beats and three sweepers at once", clocks.several),
    Fault(10, "beat away for 26 hours", clocks.none),
    Fault(11, "clock changes and year end", clocks.changes),
    Fault(12, "a task that always fails", failing.always),
)


def play(numbers: Iterable[int], pace: Pace) -> int:
    """Those of these numbers, or all; returns how many failed."""
    chosen = [fault for fault in FAULTS if not numbers or fault.number in numbers]
    try:
        failed = _play_all(chosen, pace)
    except AskedToStop:
        print("Stopped; nothing is left behind.")
        return len(chosen)
    except (Refused, embedded.EmbeddedError) as error:
        print(error, file=sys.stderr)
        return len(chosen)
    print(f"{len(chosen) - failed} of {len(chosen)} faults passed.")
    return failed


def _play_all(chosen: list[Fault], pace: Pace) -> int:
    with one_run(LOCK, RUNNING), StopSignals() as signals, _scene(pace) as scene:
        failed = 0
        for fault in chosen:
            signals.check()
            failed += not _passed(fault, scene)
    return failed


@contextmanager
def _scene(pace: Pace) -> Iterator[Scene]:
    """The portal with its people; nothing of it is left behind, whatever happens."""
    embedded.remove(DEMO)
    shutil.rmtree(VAR, ignore_errors=True)
    running = portal.Portal(free_port())
    sampler = Sampler(running.port)
    try:
        portal.prepare()
        connection.close()
        clock.shift(story.on_a_working_day(clock.now()) - clock.now())
        people = story.begin()
        running.start()
        scene = Scene(running, people, sampler, pace)
        scene.until(lambda: sampler.ask() == frozenset(), 60, "The portal does not become ready")
        sampler.start()
        yield scene
    finally:
        sampler.stop()
        connection.close()
        running.stop()
        shutil.rmtree(VAR, ignore_errors=True)


def _passed(fault: Fault, scene: Scene) -> bool:
    """Play it, look at every promise, and print one line."""
    began, word = time.monotonic(), "passed"
    try:
        said = f"{fault.play(scene)}. {promises.check(scene)}"
    except AskedToStop:
        raise
    except Exception as error:
        word, said = "FAILED", f"{type(error).__name__}: {error}. Logs: {_keep_logs(fault)}"
        scene.portal.start()
        scene.sampler.lies()
    print(f"{fault.number:2} {word} {time.monotonic() - began:4.0f} s  {fault.name}: {said}")
    sys.stdout.flush()
    return word == "passed"


def _keep_logs(fault: Fault) -> Path:
    """Of what failed, beside the folder that goes with the run."""
    kept = VAR.parent / "faults-log" / str(fault.number)
    shutil.copytree(VAR / "log", kept, dirs_exist_ok=True)
    return kept
