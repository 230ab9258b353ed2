"""`@outbox.job("room.verb")`: a task that runs the body of one outbox row."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from celery import shared_task
from django.db import InterfaceError, OperationalError

from lifecycle import clock, tracing
from outbox import actions
from outbox.locking import alone
from outbox.models import Job

log = logging.getLogger(__name__)

#: First half of the advisory lock's key: jobs, nothing else.
LOCK_SPACE = 7301


class TryLater(Exception):
    """A dependency is away; the job waits without losing a try."""

    def __init__(self, why: str, after: timedelta = timedelta(seconds=30)) -> None:
        self.after = after
        super().__init__(why)


def job(name: str) -> Callable[[Callable[..., None]], Any]:
    """Declare a task. The body gets `at` and the row's ids, is idempotent, and may raise TryLater."""

    def declare(body: Callable[..., None]) -> Any:
        @shared_task(name=name)
        def task(job_id: int) -> None:
            run(job_id, body)

        # Tests and the demo's story call the work itself, without a row.
        setattr(task, "body", body)  # noqa: B010  a Task knows no such name
        return task

    return declare


def run(job_id: int, body: Callable[..., None]) -> None:
    """Run one row once: nobody else has it, it is open, a try is left."""
    with alone(LOCK_SPACE, job_id % 2**31) as ours:
        row = Job.objects.open().filter(pk=job_id).first() if ours else None
        if row is None:
            return
        with tracing.about(job=job_id, task=row.task):
            _try(row, body)


def _try(row: Job, body: Callable[..., None]) -> None:
    """Count the try, do the work, and write down what became of it."""
    if not actions.begin(row):
        actions.set_aside(row, "The worker died again and again.", clock.now())
        return
    try:
        body(at=clock.now(), **row.ids)
    except TryLater as later:
        actions.postpone(row, clock.now() + later.after, str(later))
    except (OperationalError, InterfaceError):
        # The database went away: the row is still open, the sweeper finds it.
        raise
    except Exception as error:
        log.exception("Job %s (%s) failed", row.pk, row.task)
        actions.fail(row, f"{type(error).__name__}: {error}", clock.now())
    else:
        actions.finish(row, clock.now())
