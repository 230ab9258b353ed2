"""The clock's work. Beat only says that time went by; what is due is found in the database.

`declare("claims.tick", expire_drafts, …)` makes the task of that name. However many beats tick, one
tick of a name runs at a time: the next finds its lock taken and leaves, and the lock of a killed worker
goes with its session. What a tick leaves undone, the next one finds.
"""

import logging
import time
import zlib
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from celery import shared_task
from django.db import connection

from lifecycle import clock, tracing
from outbox.locking import alone
from outbox.models import Tick

log = logging.getLogger(__name__)

One = TypeVar("One")
Part = Callable[[datetime], object]

#: First half of the advisory lock's key: ticks, nothing else.
LOCK_SPACE = 7302
#: A part works this long on what is due; the rest of a long gap is left to the next tick, a minute later.
BUDGET_SECONDS = 45.0


def declare(name: str, *parts: Part, every: timedelta | None = None) -> Any:
    """The task of this name: its parts in this order, each with the time as `at`; called, it says what `run` says.

    every: no more often than this, however often beat ticks; a restart of beat begins no new count.
    """

    @shared_task(name=name)
    def task() -> bool:
        return run(name, parts, every)

    return task


def run(name: str, parts: Iterable[Part], every: timedelta | None = None) -> bool:
    """Do each part once; one that fails is told aloud, the others go on. False: somebody is at it, or it is too early.

    Raises what a lost connection raises; nothing is noted then.
    """
    with alone(LOCK_SPACE, zlib.crc32(name.encode()) % 2**31) as ours:
        if not ours or _too_early(name, every):
            return False
        began = at = clock.now()
        ticks = []
        for part in parts:
            with tracing.about(tick=name):
                error = _failure(name, part, at)
            ended = clock.now()
            ticks.append(_tick(f"{name}/{part.__name__}", at, ended, error))
            at = ended
        _note([*ticks, _tick(name, began, at, "; ".join(one.error for one in ticks if one.error))])
    return True


def each(due: Iterable[One], do: Callable[[One], object], what: str) -> int:
    """Do it to each; the defect of one keeps the clock from none of the others. Returns how many it was done to.

    due: read wholly at first; do: says False where there was nothing to do any more; what: for the alarm,
    as in "expire claim". Ends early when the time of a part is up. Raises what a lost connection raises.
    """
    end, done = time.monotonic() + BUDGET_SECONDS, 0
    for one in list(due):
        if time.monotonic() > end:
            log.warning("The clock goes on to %s in the next tick", what)
            break
        try:
            done += bool(do(one))
        except Exception:
            if _connection_lost():
                raise
            log.exception("ALARM: the clock could not %s %s", what, one)
    return done


def _failure(name: str, part: Part, at: datetime) -> str:
    """Why the part failed, or ""."""
    try:
        part(at)
    except Exception as error:
        if _connection_lost():
            raise
        log.exception("ALARM: %s of %s failed", part.__name__, name)
        return f"{part.__name__}: {type(error).__name__}: {error}"
    return ""


def _connection_lost() -> bool:
    """A lock that was waited for too long is an error like others; without a connection nothing can be said."""
    return connection.connection is None or not connection.is_usable()


def _too_early(name: str, every: timedelta | None) -> bool:
    if every is None:
        return False
    last = Tick.objects.filter(name=name).values_list("began_at", flat=True).first()
    return last is not None and timedelta(0) <= clock.now() - last < every


def _tick(name: str, began: datetime, ended: datetime, error: str) -> Tick:
    return Tick(name=name, began_at=began, ended_at=None if error else ended, error=error)


def _note(ticks: list[Tick]) -> None:
    """Write them down; what failed keeps the instant at which it last did not."""
    fields = ["began_at", "error"]
    for some, written in (
        ([tick for tick in ticks if not tick.error], [*fields, "ended_at"]),
        ([tick for tick in ticks if tick.error], fields),
    ):
        Tick.objects.bulk_create(some, update_conflicts=True, unique_fields=["name"], update_fields=written)
