"""Looking through every chain of the history, a part at a time, so that no worker is held for long."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Q

from history.chain import first_break_in
from history.models import Event, Verification
from outbox.actions import enqueue

VERIFY = "history.verify"
#: How many events one job looks at, at least; it ends with a whole chain.
PART = 100_000
#: How many broken chains are named.
NAMED = 100
#: One that has not ended by then is given up, and another may begin.
GIVEN_UP = timedelta(hours=6)


@transaction.atomic
def start(user: Any, at: datetime) -> Verification:
    """Begin, or give back the one that runs."""
    running = Verification.objects.filter(finished_at=None, started_at__gt=at - GIVEN_UP).first()
    if running:
        return running
    made = Verification.objects.create(started_by=user, started_at=at, expected=Event.objects.count())
    enqueue(VERIFY, at=at, verification=made.pk)
    return made


def go_on(pk: int, at: datetime) -> None:
    """Look at the next part; what it found and the job for the part behind it are written together."""
    one = Verification.objects.get(pk=pk)
    if one.finished_at:
        return
    seen = 0
    for kind, subject_id, count, broken in _chains(one):
        seen += count
        one.place_kind, one.place_id = kind, subject_id
        one.subjects += 1
        if broken:
            one.broken += 1
            one.breaks = [*one.breaks, [kind, subject_id, broken.number]][:NAMED]
        if seen >= PART:
            break
    else:
        one.finished_at = at
    one.events += seen
    with transaction.atomic():
        one.save()
        if one.finished_at is None:
            enqueue(VERIFY, at=at, verification=one.pk)


def _chains(one: Verification) -> Iterator[tuple[str, int, int, Event | None]]:
    """Subject, number of events and first break of every chain behind the place that was reached."""
    behind = Q(subject_kind__gt=one.place_kind) | Q(subject_kind=one.place_kind, subject_id__gt=one.place_id)
    events = Event.objects.filter(behind).order_by("subject_kind", "subject_id", "number")
    chains = groupby(
        events.iterator(chunk_size=2000), key=lambda event: (event.subject_kind, event.subject_id)
    )
    for (kind, subject_id), chain in chains:
        links = list(chain)
        yield kind, subject_id, len(links), first_break_in(links)
