"""Words about a subject: messages between partner and staff, notes among staff. They change no state of it.

The subject's own actions hold its lock and its history.
"""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from lifecycle import ActionRefused
from review import flags
from review.enums import FlagCode
from review.models import Message, Note

#: Each message is a mail to people: one side writes no more than this about a subject within an hour.
MOST_AN_HOUR = 20
TOO_MANY = _(
    "%(number)s messages were sent within an hour. Put what is still to be said into one, a little later."
)


def write(subject: Any, words: str, *, actor: Any, from_staff: bool, at: datetime) -> Message:
    """Append a message to a locked subject; it answers everything the other side wrote before.

    Raises ActionRefused, at the field `words`, beyond MOST_AN_HOUR.
    """
    mine = Message.objects.about(subject).filter(from_staff=from_staff, at__gt=at - timedelta(hours=1))
    if mine.count() >= MOST_AN_HOUR:
        words_of_no = TOO_MANY % {"number": MOST_AN_HOUR}
        raise ActionRefused(words_of_no, fields={"words": words_of_no})
    settle(subject, by_staff=from_staff, at=at)
    message = Message.objects.create(
        subject_kind=subject.SUBJECT_KIND,
        subject_id=subject.pk,
        words=words,
        by=actor,
        from_staff=from_staff,
        at=at,
    )
    if not from_staff:
        flags.set(subject, FlagCode.MESSAGE)
    return message


def settle(subject: Any, *, by_staff: bool, at: datetime) -> int:
    """One side has answered the other, or says that no answer is needed; how many messages had none."""
    theirs = Message.objects.about(subject).unanswered().filter(from_staff=not by_staff)
    settled = theirs.update(answered_at=at)
    if by_staff:
        flags.clear(subject, FlagCode.MESSAGE)
    return settled


def note(subject: Any, words: str, *, actor: Any, at: datetime) -> Note:
    """Leave words for colleagues; the other side never reads them."""
    return Note.objects.create(
        subject_kind=subject.SUBJECT_KIND, subject_id=subject.pk, words=words, by=actor, at=at
    )
