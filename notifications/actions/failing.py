"""What becomes of a message that did not go: later, with ever longer pauses, or never."""

import logging
from datetime import datetime, timedelta

from notifications.enums import MessageState
from notifications.models import WAITING, Message, Unreachable
from notifications.smtp import Answer
from outbox.actions import enqueue

log = logging.getLogger(__name__)

#: The task that tells a colleague; it stands in a room above, which knows who that is.
TELL = "accounts.tell_unreachable"
#: With these pauses the last of so many tries comes three days after the first.
MOST_TRIES = 25
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=4)
#: A message we cannot put together is our defect; time mends it less often than a deployment.
MOST_BROKEN = 3


def failed(message: Message, answer: Answer, error: Exception, at: datetime) -> None:
    """Settle a message that was not sent: by what its mail server answered, or by our own defect."""
    why = f"{type(error).__name__}: {error}" if answer is Answer.BROKEN else str(error)
    if answer is Answer.PERHAPS_TAKEN and not message.must_arrive:
        _settle(message, MessageState.UNCERTAIN, why)
    elif answer is Answer.UNREACHABLE:
        _settle(message, MessageState.FAILED, why)
        _mark(message.address, why, at)
    elif answer is Answer.REFUSED:
        _give_up(message, why)
    else:
        _put_off(message, why, at, MOST_BROKEN if answer is Answer.BROKEN else MOST_TRIES)


def pause(tries: int) -> timedelta:
    """How long a message rests after so many tries: twice as long each time, up to four hours."""
    return min(FIRST_PAUSE * 2 ** min(tries - 1, 10), LONGEST_PAUSE)


def _put_off(message: Message, why: str, at: datetime, most: int) -> None:
    tries = message.tries + 1
    due = at + pause(tries)
    if tries >= most or (message.void_at and message.void_at <= due):
        _give_up(message, why, tries)
    else:
        _settle(message, MessageState.QUEUED, why, tries, due_at=due)


def _give_up(message: Message, why: str, tries: int | None = None) -> None:
    _settle(message, MessageState.FAILED, why, tries)
    log.error("ALARM: message %s (%s) could not be delivered: %s", message.pk, message.kind, why)


def _settle(
    message: Message, state: MessageState, why: str, tries: int | None = None, **more: datetime
) -> None:
    tries = message.tries if tries is None else tries
    changed = Message.objects.filter(pk=message.pk, state__in=WAITING)
    changed.update(state=state, error=why, tries=tries, **more)


def _mark(address: str, answer: str, at: datetime) -> None:
    """Nothing more goes to this address until somebody says that it works again."""
    Unreachable.objects.bulk_create(
        [Unreachable(address=address, since=at, answer=answer)], ignore_conflicts=True
    )
    Message.objects.filter(address=address, state=MessageState.QUEUED).update(state=MessageState.WITHHELD)
    marked = Unreachable.objects.get(address=address)
    enqueue(TELL, key=f"{TELL}:{marked.pk}", at=at, unreachable=marked.pk)
