"""Tell what falls due by itself: once, however many beats run, and also after a gap of days.

How far a kind has got is one row, its watermark. `tell("deadline_ahead", due, at)` asks `due` what fell
due since then, promises it, and moves the watermark, all in one transaction: a run that dies half way
is simply run again. What is told is computed from the database as it is now, so `due` gives only
what is still true at `at`; of several steps that a gap swallowed that is the last one.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import connection, transaction

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
    told_until = _turn(kind, at)
    return 0 if told_until is None else send_many(kind, due(told_until, at), at)


#: Locks the watermark and moves it, in one statement: each kind does so every minute.
_MOVE = """
WITH ours AS (
    SELECT id, told_until FROM notifications_reminder
    WHERE kind = %(kind)s AND told_until < %(at)s FOR UPDATE SKIP LOCKED
)
UPDATE notifications_reminder moved SET told_until = %(at)s FROM ours WHERE moved.id = ours.id
RETURNING ours.told_until
"""


def _turn(kind: str, at: datetime) -> datetime | None:
    """Until when was told; None where it begins now, is another's turn, or is not behind `at`.

    The watermark is moved at once: should the rest of the transaction fail, it stands where it stood.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, {"kind": kind, "at": at})
        moved = cursor.fetchone()
    if moved is None:
        # Either nobody ever told this kind, or somebody is telling it or has told it: then nothing is written.
        Reminder.objects.bulk_create([Reminder(kind=kind, told_until=at)], ignore_conflicts=True)
        return None
    return moved[0]
