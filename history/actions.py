"""The single way to write history, and the way to check it."""

import json
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from history.chain import START, first_break_in, hash_of
from history.models import AccessRecord, Event


def record(subject: Any, code: str, *, actor: Any | None, at: datetime, **params: Any) -> Event:
    """Append what happened to a subject the caller has locked.

    subject: a saved model with SUBJECT_KIND; code: `room.verb`; actor: a user, or
    None for the clock; params: what the words of this code need (plain values).
    Raises IntegrityError when the subject was not locked and somebody was faster.
    """
    last = Event.objects.about(subject).last()
    event = Event(
        subject_kind=subject.SUBJECT_KIND,
        subject_id=subject.pk,
        number=last.number + 1 if last else 1,
        code=code,
        # As the database will give it back: what is hashed is what is read.
        params=json.loads(json.dumps(params, cls=DjangoJSONEncoder)),
        actor=actor,
        at=at.astimezone(UTC),
        previous_hash=last.hash if last else START,
    )
    event.hash = hash_of(event)
    event.save(force_insert=True)
    return event


def record_access(subject: Any, what: str, *, actor: Any, at: datetime, reason: str = "") -> AccessRecord:
    """Note that somebody looked at something."""
    return AccessRecord.objects.create(
        subject_kind=subject.SUBJECT_KIND, subject_id=subject.pk, what=what, actor=actor, at=at, reason=reason
    )


def first_break(subject: Any) -> Event | None:
    """The first event of a subject that does not fit the chain, or None where all is whole."""
    return first_break_in(Event.objects.about(subject))
