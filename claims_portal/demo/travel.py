"""Moving the demo's clock ahead, from one stop to the next, so that everything happens in its order.

A worker does it: it moves the clock to the next stop (`coming.next_stop`), lets every tick run and every job
that is due, and goes on. What people are told and what it says is thus what they would have been told
by somebody's waiting for months. Time goes ahead only: what happened later cannot be undone.
"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from celery import current_app
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims_portal.demo.coming import A_YEAR, next_stop
from claims_portal.demo.people import BERLIN
from lifecycle import clock
from outbox.actions import enqueue
from outbox.locking import alone
from outbox.models import Job
from programs.words import instant_in_words

TRAVEL = "demo.travel"
#: Of the advisory lock: two at once would both move the clock.
LOCK_SPACE = 7303
#: One job travels this long and leaves the rest to the next, so that no worker is taken for lost.
SLICE_SECONDS = 20.0
#: A tick of beat that runs at the same moment is waited for.
PATIENCE_SECONDS = 10.0
#: Jobs promise jobs; what still comes after so many rounds, the workers do.
ROUNDS = 5


@dataclass(frozen=True)
class Journey:
    """From when to when somebody moved the clock, and how far it is, in parts of a hundred."""

    began: datetime
    target: datetime
    is_over: bool
    percent: int


def promise(target: datetime, at: datetime, began: datetime | None = None) -> None:
    """Promise to move the clock on to `target`. Raises ValueError where that lies behind, or beyond a year."""
    if not at < target <= at + A_YEAR:
        raise ValueError("The clock is moved ahead, by a year at most.")
    enqueue(TRAVEL, at=at, target=_seconds(target), began=_seconds(began or at))


def journey(at: datetime) -> Journey | None:
    """The newest one, or None before the first."""
    job = Job.objects.filter(task=TRAVEL).order_by("-pk").first()
    if job is None:
        return None
    began, target = (datetime.fromtimestamp(job.ids[name], UTC) for name in ("began", "target"))
    over = bool(job.done_at or job.set_aside_at) and at >= target
    percent = min(100 * (at - began) // max(target - began, timedelta(seconds=1)), 100)
    return Journey(began, target, over or bool(job.set_aside_at), percent)


def moved_time(request: HttpRequest) -> str:
    """ "Portal time: 14 February 2027, 23:10 Berlin time" where the clock was moved, else ""."""
    moved_by = getattr(request, "clock_moved_by", None)
    if not (clock.moved_by() if moved_by is None else moved_by):
        return ""
    user = getattr(request, "user", None)
    zone = user.zone if user and user.is_authenticated else BERLIN
    return _("Portal time: %(time)s") % {"time": instant_in_words(clock.now(), zone, get_language() or "en")}


def go_on(target: datetime, began: datetime) -> None:
    """Travel for a while; what is left of the way is promised anew."""
    with alone(LOCK_SPACE, 0) as ours:
        if ours and not _arrived(target):
            promise(target, clock.now(), began)


def _arrived(target: datetime) -> bool:
    """One stop at least, however slow the machine is."""
    end = time.monotonic() + SLICE_SECONDS
    while (at := clock.now()) < target:
        stop = min(next_stop(at), target)
        clock.shift(clock.moved_by() + (stop - at))
        let_happen()
        if time.monotonic() > end:
            break
    return clock.now() >= target


def let_happen() -> None:
    """Every tick, and every job that is due, here and now."""
    for tick in _ticks():
        end = time.monotonic() + PATIENCE_SECONDS
        while not current_app.tasks[tick]() and time.monotonic() < end:
            time.sleep(0.05)
    for _round in range(ROUNDS):
        if not _work_off():
            break


def _ticks() -> list[str]:
    """Those of each minute; what beat sends once a day changes nothing that people see."""
    entries = settings.CELERY_BEAT_SCHEDULE.values()
    return [one["task"] for one in entries if one["schedule"] <= 60 and one["task"] != "outbox.sweep"]


def _work_off() -> int:
    """Do the jobs that are due, except what nobody waits for, and what moves the clock; how many there were."""
    patient = [task for task, route in settings.CELERY_TASK_ROUTES.items() if route["priority"] > 1]
    due = Job.objects.open().filter(due_at__lte=clock.now()).exclude(task__in=[*patient, TRAVEL])
    jobs = list(due.order_by("due_at", "pk").values_list("pk", "task"))
    for pk, task in jobs:
        current_app.tasks[task](pk)
    return len(jobs)


def _seconds(at: datetime) -> int:
    """Begun seconds count, so that the instant itself is reached."""
    return -int(-at.timestamp() // 1)
