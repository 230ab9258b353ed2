"""Writing a job, publishing it, and what becomes of a try."""

import logging
from datetime import datetime, timedelta
from functools import partial

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from outbox.models import Job

log = logging.getLogger(__name__)

#: A job that failed so often is set aside.
MAX_TRIES = 3
#: And one that was begun so often without failing or ending: it is what its workers die of. Fewer would set
#: aside good jobs whose worker or database was killed by somebody else.
MAX_BEGUN = 10
#: How long the second and third try wait.
PAUSE = timedelta(seconds=20)
#: So many a sweep: what a broker that came back has to be told again goes within a minute or two.
SWEEP_SIZE = 5_000


def enqueue(
    task: str, *, at: datetime, key: str | None = None, due_at: datetime | None = None, **ids: int
) -> Job:
    """Promise a job inside the caller's transaction.

    task: a name declared with `@outbox.job`; key: where given, a job of that key
    exists at most once for ever; due_at: not before this instant (default: `at`).
    Returns the row, an older one where the key was taken.
    """
    due = due_at or at
    at_once = due <= at
    # Marked as published here, not in a statement after the commit: should the message never leave, the
    # sweeper finds the job a minute later, as it finds one whose message got lost.
    fields = {
        "task": task,
        "ids": ids,
        "created_at": at,
        "due_at": due,
        "published_at": at if at_once else None,
    }
    if key is None:
        job = Job.objects.create(**fields)
    else:
        job, created = Job.objects.get_or_create(key=key, defaults=fields)
        if not created:
            return job
    if at_once:
        transaction.on_commit(partial(_send, job))
    return job


def _send(job: Job) -> bool:
    """Hand a job to the broker; False where the broker is away (the next sweep comes back to it)."""
    try:
        current_app.send_task(job.task, kwargs={"job_id": job.pk}, retry=False)
    except (OperationalError, OSError) as error:
        log.warning("Job %s waits: the broker is away (%s)", job.pk, type(error).__name__)
        Job.objects.filter(pk=job.pk).update(published_at=None)
        return False
    # With the request's id before it and the job's in it: from one to the other.
    log.info("Job %s (%s) is published", job.pk, job.task)
    return True


def sweep(at: datetime) -> int:
    """Publish what is due and was never published or got lost. Returns how many were sent."""
    sent = 0
    for job in Job.objects.to_publish(at)[:SWEEP_SIZE]:
        Job.objects.filter(pk=job.pk).update(published_at=at)
        if not _send(job):
            break
        sent += 1
    return sent


def begin(job: Job) -> bool:
    """Count a try before the work, so that a crash counts too. False: it was begun too often."""
    counted = Job.objects.open().filter(pk=job.pk, tries__lt=MAX_BEGUN).update(tries=job.tries + 1)
    return bool(counted)


def finish(job: Job, at: datetime) -> None:
    """The work is done."""
    Job.objects.filter(pk=job.pk).update(done_at=at, error="")


def fail(job: Job, error: str, at: datetime) -> None:
    """A try failed: try later, or after the last one set the job aside with an alarm."""
    job.refresh_from_db()
    job.failures += 1
    if job.failures >= MAX_TRIES:
        set_aside(job, error, at)
        return
    later = {"published_at": None, "due_at": at + PAUSE * job.failures}
    Job.objects.filter(pk=job.pk).update(error=error, failures=job.failures, **later)


def set_aside(job: Job, error: str, at: datetime) -> None:
    """Nothing sends it again by itself; an alarm tells a person."""
    Job.objects.filter(pk=job.pk).update(error=error, failures=job.failures, set_aside_at=at)
    log.error("ALARM: job %s (%s) was set aside after %s tries: %s", job.pk, job.task, job.tries, error)


def postpone(job: Job, due_at: datetime, why: str) -> None:
    """A dependency is away: that was no try, so the row gets its count back; come back at `due_at`."""
    Job.objects.filter(pk=job.pk).update(tries=job.tries, error=why, published_at=None, due_at=due_at)
