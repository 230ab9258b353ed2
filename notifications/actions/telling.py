"""Tell what falls due by itself: once, however many beats run, and also after a gap of days.

How far a kind has got is one row, its watermark. `tell("deadline_ahead", due, at)` asks `due` what fell
due since then, promises it, and moves the watermark, all in one transaction: a run that dies half way
is simply run again. What is told is computed from the database as it is now, so `due` gives only
what is still true at `at`; of several steps that a gap swallowed that is the last one.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from notifications.actions.sending import Draft, send_many
from notifications.models import Reminder

#: What fell due in (since, at] and still holds at `at`; read one after the other, so it may be a generator.
Due = Callable[[datetime, datetime], Iterable[Draft]]


@transaction.atomic
def tell(kind: str, due: Due, at: datetime) -> int:
    """Promise what fell due up to `at` and was not told yet; returns how many messages were given.

    kind: a registered one. The first call ever tells nothing: it only says from when on is told, so that
    nobody hears of all that lies behind. While another process tells the same kind, nothing is done.
    """
    reminder = _turn(kind, at)
    if reminder is None:
        return 0
    given = send_many(kind, due(reminder.told_until, at), at)
    Reminder.objects.filter(pk=reminder.pk).update(told_until=at)
    return given


def _turn(kind: str, at: datetime) -> Reminder | None:
    """The locked watermark; None where it begins now, is another's turn, or is not behind `at`."""
    reminder = Reminder.objects.select_for_update(skip_locked=True).filter(kind=kind).first()
    if reminder is None:
        # Either nobody ever told this kind, or somebody is telling it now: then nothing is written.
        Reminder.objects.bulk_create([Reminder(kind=kind, told_until=at)], ignore_conflicts=True)
        return None
    return reminder if reminder.told_until < at else None
