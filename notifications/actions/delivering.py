"""Hand messages to the mail server, over one connection, batch by batch.

A message belongs to the session that holds its advisory lock. SENDING is committed before the mail
server is spoken to, SENT in the statement that lets the next one begin. A worker that is killed loses
its locks with its session: what it left QUEUED goes with somebody's next batch, and what it left
SENDING is found with nobody holding it (see sifting).
"""

import logging
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.db import connection, transaction

from lifecycle import clock
from notifications.actions.failing import failed
from notifications.actions.sending import DELIVER
from notifications.actions.sifting import still_to_send
from notifications.mails import Mail, mail_of
from notifications.models import Message
from notifications.smtp import Answer, answer_of
from outbox.actions import enqueue
from outbox.jobs import TryLater
from outbox.locking import alone
from outbox.models import Job

log = logging.getLogger(__name__)

#: First halves of advisory locks' keys: places to deliver from, and messages.
PLACES, MESSAGES = 7310, 7311
#: So many workers deliver at a time; the others do what people wait for on pages.
DELIVERERS = 2
#: Looked up at once, by urgency; and made ready at once, so that what is asked of all of them is asked late.
LOOKED_UP, BATCH = 1000, 50
#: From so many on a worker uses so many lines at once, each with a connection to the database of its own.
MANY, LINES = 200, 4
#: Then the worker is free for other jobs, and the next one goes on.
BUDGET_SECONDS = 45.0

#: Asked for each mail, so by hand: the ORM takes longer to write it than the mail server to take the mail.
_BEGIN = """
UPDATE notifications_message SET
    state = CASE WHEN id = %(gone)s THEN 'SENT' ELSE 'SENDING' END,
    sent_at = CASE WHEN id = %(gone)s THEN ({now}) END,
    error = ''
WHERE id = %(gone)s AND state = 'SENDING' OR id = %(next)s AND state IN ('QUEUED', 'SENDING')
"""


def deliver_waiting(at: datetime) -> int:
    """Send what waits and is due, what must arrive first. Returns how many messages it had in hand.

    Leaves it to others where enough of them are at it. Raises TryLater where the mail server is away.
    """
    with _place() as ours:
        if not ours:
            return 0
        end = time.monotonic() + BUDGET_SECONDS
        many = Message.objects.to_deliver(at)[MANY - 1 : MANY].exists()
        settled = _over_several(end) if many else _over_one(end)
        if time.monotonic() > end:
            enqueue(DELIVER, at=clock.now())
        return settled


def deliver(message_id: int, at: datetime) -> None:
    """Send this one message now, due or not; nothing where it does not wait, or somebody else has it in hand.

    Raises TryLater where the mail server is away.
    """
    with _line() as line:
        _deliver([message_id], line, at)


def keep_going(at: datetime) -> None:
    """Promise a delivery where something waits and no job will come for it: a worker died, or its hour has come."""
    coming = Job.objects.open().filter(task=DELIVER, due_at__lte=at + timedelta(minutes=1))
    if Message.objects.to_deliver(at).exists() and not coming.exists():
        enqueue(DELIVER, at=at)


def _over_several(end: float) -> int:
    """While one line waits for the disk or for the mail server, another one works."""
    with ThreadPoolExecutor(LINES) as pool:
        lines = [pool.submit(_over_one_of_its_own, end) for _number in range(LINES)]
        return sum(line.result() for line in lines)


def _over_one_of_its_own(end: float) -> int:
    try:
        return _over_one(end)
    finally:
        connection.close()  # the thread's, and with it its locks


def _over_one(end: float) -> int:
    """Until nothing waits, others have the rest in hand, or the time is up."""
    settled = 0
    with _line() as line:
        while ids := list(Message.objects.to_deliver(clock.now()).values_list("pk", flat=True)[:LOOKED_UP]):
            before = settled
            for start in range(0, len(ids), BATCH):
                settled += _deliver(ids[start : start + BATCH], line, clock.now())
                if time.monotonic() > end:
                    return settled
            if settled == before:
                break
    return settled


def _deliver(ids: list[int], line: "_Line", at: datetime) -> int:
    """One batch; returns how many of it nobody else had in hand."""
    with _held(ids) as held:
        if messages := still_to_send(held, at):
            line.open()
            mails = [(message, line.made(message, at)) for message in messages]
            for message, mail in mails:
                if mail:
                    line.send(message, mail)
            line.finish()
    return len(held)


@contextmanager
def _place() -> Iterator[bool]:
    """Whether one of the places to deliver from was free; it is ours until the end of the `with`."""
    for number in range(DELIVERERS):
        with alone(PLACES, number) as ours:
            if ours:
                yield True
                return
    yield False


@contextmanager
def _held(ids: list[int]) -> Iterator[list[int]]:
    """Those of the messages that nobody else has in hand; locked one by one until the end of the `with`."""
    key = "%s, (id %% 2147483648)::int"
    with connection.cursor() as cursor:
        take = f"SELECT id FROM unnest(%s::bigint[]) AS id WHERE pg_try_advisory_lock({key})"  # noqa: S608
        cursor.execute(take, [ids, MESSAGES])
        held = [pk for (pk,) in cursor.fetchall()]
    try:
        yield held
    finally:
        if held and connection.is_usable():
            with connection.cursor() as cursor:
                give = f"SELECT pg_advisory_unlock({key}) FROM unnest(%s::bigint[]) AS id"  # noqa: S608
                cursor.execute(give, [MESSAGES, held])


class _Line:
    """The connection to the mail server, and the message that just went over it but is not written down as sent."""

    def __init__(self) -> None:
        self._connection = get_connection()
        self._gone: Message | None = None

    def open(self) -> None:
        """Be connected. Raises TryLater where the mail server is away."""
        try:
            self._connection.open()
        except OSError as error:
            raise TryLater(f"The mail server is away: {error}") from error

    def made(self, message: Message, at: datetime) -> Mail | None:
        """Its mail; None where it cannot be put together, which keeps no other from going."""
        try:
            return mail_of(message, at, self._connection)
        except Exception as error:
            log.exception("Message %s (%s) cannot be put together", message.pk, message.kind)
            failed(message, Answer.BROKEN, error, at)
            return None

    def send(self, message: Message, mail: Mail) -> None:
        """Hand one mail over. Raises TryLater where the mail server went away meanwhile."""
        if not self._begin(message):
            return
        try:
            mail.send()
        except Exception as error:
            answer = answer_of(error)
            with transaction.atomic():
                failed(message, answer, error, clock.now())
            if answer not in {Answer.LATER, Answer.REFUSED, Answer.UNREACHABLE}:
                self._open_again()
        else:
            self._gone = message

    def finish(self) -> None:
        """Write the last one down."""
        if self._gone:
            self._begin(None)

    def _begin(self, message: Message | None) -> bool:
        """In one commit: what went before is sent, this one is being sent. False where it does not wait any more."""
        gone, self._gone = self._gone, None
        keys = {"gone": gone.pk if gone else None, "next": message.pk if message else None}
        with connection.cursor() as cursor:
            cursor.execute(_BEGIN.format(now=clock.inside_a_query().sql), keys)
            return cursor.rowcount == bool(gone) + bool(message)

    def _open_again(self) -> None:
        self.close()
        self.open()

    def close(self) -> None:
        """Say goodbye; to whom that cannot be said is gone already."""
        with suppress(OSError):
            self._connection.close()


@contextmanager
def _line() -> Iterator[_Line]:
    """A connection that is opened when it is needed."""
    line = _Line()
    try:
        yield line
    finally:
        line.close()
