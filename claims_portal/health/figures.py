"""What the database knows of how the portal is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Min, QuerySet

from documents.enums import State
from documents.models import Document
from notifications.enums import MessageState
from notifications.models import WAITING, Message
from outbox.models import Job, Tick

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Waiting:
    """How many wait whose time has come, and for how many seconds the oldest does."""

    count: int
    oldest_seconds: int


@dataclass(frozen=True)
class Ticked:
    """A tick of beat: seconds since it last began, None before the first; its parts that failed in it."""

    seconds_ago: int | None
    late_after: timedelta
    failing: list[str]


@dataclass(frozen=True)
class Figures:
    """At one instant."""

    real: datetime
    jobs: Waiting
    jobs_set_aside: int
    mails: Waiting
    mails_last_day: dict[str, int]
    documents: Waiting
    ticks: dict[str, Ticked]


def figures(at: datetime, real: datetime) -> Figures:
    """at: the portal's time; real: the machine's, where the demo's clock was moved."""
    jobs = Job.objects.open().filter(due_at__lte=at)
    mails = Message.objects.filter(state__in=WAITING, due_at__lte=at)
    return Figures(
        real=real,
        jobs=_waiting(jobs, "due_at", at),
        jobs_set_aside=Job.objects.filter(set_aside_at__isnull=False).count(),
        mails=_waiting(mails, "due_at", at),
        mails_last_day=_mails_since(at - A_DAY),
        documents=_waiting(Document.objects.filter(state=State.PENDING), "queued_at", at),
        ticks=_ticks(at),
    )


def _waiting(rows: QuerySet[Any], since: str, at: datetime) -> Waiting:
    found = rows.aggregate(count=Count("pk"), oldest=Min(since))
    return Waiting(found["count"], _seconds(at - found["oldest"]) if found["oldest"] else 0)


def _mails_since(at: datetime) -> dict[str, int]:
    """By state; the whole table would take long to count."""
    written = Message.objects.filter(created_at__gt=at).order_by().values_list("state")
    return {str(state): 0 for state in MessageState} | dict(written.annotate(Count("pk")))


def _ticks(at: datetime) -> dict[str, Ticked]:
    rows = list(Tick.objects.all())
    whole = {one.name: one for one in rows}
    return {
        entry["task"]: _ticked(whole.get(entry["task"]), rows, entry["schedule"], at)
        for entry in settings.CELERY_BEAT_SCHEDULE.values()
    }


def _ticked(tick: Tick | None, rows: Iterable[Tick], schedule: float, at: datetime) -> Ticked:
    """What beat asks for each hour is done once a day."""
    late = A_DAY + timedelta(hours=2) if schedule >= 3600 else timedelta(minutes=5)
    if tick is None:
        return Ticked(None, late, [])
    # A part that is no more part of it stays behind with the time of its last run.
    parts = [one for one in rows if one.name.startswith(f"{tick.name}/") and one.began_at >= tick.began_at]
    failing = sorted(one.name.partition("/")[2] for one in parts if one.error)
    return Ticked(_seconds(at - tick.began_at), late, failing)


def _seconds(since: timedelta) -> int:
    """Never below zero, where the demo's clock was set back."""
    return max(int(since.total_seconds()), 0)
