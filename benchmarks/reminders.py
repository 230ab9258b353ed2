"""The reminder run over 100,000 open claims, and the clock's tick with nothing due among them.

The most messages there can be: each draft has a location, person and fund of its own. Beside it, in turns, a bare
INSERT … SELECT of the same rows. Queries are counted without the inserts, of which there is one a batch; memory is the
process's largest beyond what it was after a small run. `make bench-reminders`, or `python -m benchmarks.reminders`
"""

import os
import resource
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from benchmarks.serving import timed
from claims_portal import embedded

ROUNDS = 3
TICKS = 50
SECONDS, QUERIES, MEGABYTES, TICK_MS = 60, 20, 32, 50
MESSAGES = "notifications_message"


def run() -> bool:
    """Measure, print, and say whether every target is met."""
    embedded.start(instance=embedded.TEST)
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.pages_settings"
    import django

    django.setup()
    from benchmarks.reminders_story import FEW, MANY, prepare

    periods = prepare()
    _remind(periods["OSA"], FEW)
    before = _largest()
    rounds = [(_remind(periods["COOP"], MANY), _bare()) for _ in range(ROUNDS)]
    grown = (_largest() - before) / 1024
    seconds, queries, inserts = (statistics.median(one[0][n] for one in rounds) for n in range(3))
    bare = statistics.median(one[1] for one in rounds)
    print(
        f"Reminders over {MANY:,} open claims: {seconds:.1f} s (target {SECONDS}), {queries} queries "
        f"(target {QUERIES}) and {inserts} inserts, memory +{grown:.0f} MB (target {MEGABYTES}); "
        f"{seconds / bare:.1f} × a bare INSERT … SELECT of the same rows ({bare:.1f} s), medians of {ROUNDS}"
    )
    tick = _tick()
    print(f"Tick with nothing due among them: p50 {tick:.0f} ms (target {TICK_MS}), of {TICKS}")
    return seconds <= SECONDS and queries <= QUERIES and grown <= MEGABYTES and tick <= TICK_MS


def _largest() -> int:
    """The most memory this process ever had, in kB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _remind(period: Any, messages: int) -> tuple[float, int, int]:
    """A week before the deadline: seconds, queries, inserts. Raises RuntimeError for another number of messages."""
    from claims.actions.reminding.drafts import remind_of_deadlines
    from notifications.models import Message
    from programs.ahead import Step

    step = Step(7).before(period.deadline, period.program.zone)
    _forget(step)
    with _counted() as counts:
        seconds = timed(lambda: remind_of_deadlines(step))
    if Message.objects.count() != messages:
        raise RuntimeError(f"{Message.objects.count()} messages, not {messages}")
    return seconds, counts["queries"], counts["inserts"]


def _forget(step: datetime) -> None:
    """As if nothing was told since a minute before."""
    from django.db import connection

    from notifications.models import Reminder

    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {MESSAGES} CASCADE")
        cursor.execute("DROP TABLE IF EXISTS bench_written")
    told = {"told_until": step - timedelta(minutes=1)}
    Reminder.objects.update_or_create(kind="deadline_ahead", defaults=told)


def _bare() -> float:
    """Seconds for the rows that are there now, into the emptied table."""
    from django.db import connection

    from benchmarks.reminders_story import BARE

    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bench_written AS SELECT * FROM {MESSAGES}")
        cursor.execute(f"TRUNCATE {MESSAGES} CASCADE")
        return timed(lambda: cursor.execute(BARE))


@contextmanager
def _counted() -> Iterator[dict[str, int]]:
    """Statements of this connection; inserts of messages apart."""
    from django.db import connection

    counts = {"queries": 0, "inserts": 0}

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        counts["inserts" if sql.startswith(f'INSERT INTO "{MESSAGES}"') else "queries"] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield counts


def _tick() -> float:
    """Milliseconds, once everything that was due is done."""
    from claims.tasks import tick

    tick()
    tick()
    return statistics.median(timed(tick) for _ in range(TICKS)) * 1000


if __name__ == "__main__":
    sys.exit(not run())
