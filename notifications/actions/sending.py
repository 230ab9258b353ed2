"""Store the message, then send it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import make_msgid
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from notifications.enums import MessageState
from notifications.hours import in_office_hours
from notifications.kinds import Kind, kind_of
from notifications.models import Message, Preference, Unreachable
from outbox.actions import enqueue

DELIVER = "notifications.deliver"
#: So many messages are written by one statement.
BATCH = 1000


@dataclass(frozen=True)
class Draft:
    """One message of many: to whom, about what, and the facts of its templates.

    key: occasion or due date; with kind, subject and person it makes the message the only one.
    void_at: from then on it would say what is no longer true; None: never. any_hour: it goes at once,
    although its kind waits for office hours.
    """

    to: Any
    subject: Any
    key: str
    facts: dict[str, Any] = field(default_factory=dict)
    void_at: datetime | None = None
    any_hour: bool = False


def send(
    kind: str,
    *,
    to: Any,
    subject: Any,
    key: str,
    at: datetime,
    void_at: datetime | None = None,
    **facts: Any,
) -> Message | None:
    """Promise one message inside the caller's transaction.

    kind: a registered one (notifications.kinds), a folder of templates/emails/; to: a user or an Outsider; key: of
    this kind, subject, key and person at most one message is ever made; facts: plain values for the
    templates; void_at: see Draft. Returns the message, an older one where there is one, None where
    `at` is too late for it.
    """
    draft = Draft(to, subject, key, facts, void_at)
    if _too_late(draft, at):
        return None
    made = _message(kind_of(kind), draft, at, _mailed([draft], kind))
    # One statement instead of asking first: the key is unique, and most messages are new.
    Message.objects.bulk_create([made], ignore_conflicts=True)
    message = Message.objects.get(key=made.key)
    if message.message_id == made.message_id and message.state == MessageState.QUEUED:
        enqueue(DELIVER, at=at, due_at=message.due_at)
    return message


def send_many(kind: str, drafts: Iterable[Draft], at: datetime) -> int:
    """Promise many messages of one kind, read from a generator and written in batches; returns how many were given.

    The same again writes nothing twice, so a run that died half way is simply run once more.
    """
    how, given, mailed, iterator = kind_of(kind), 0, None, iter(drafts)
    while batch := list(islice(iterator, BATCH)):
        # Once for the whole run; not at all by the many runs of the clock in which nothing is due.
        mailed = mailed or _mailed(None, kind)
        messages = [_message(how, draft, at, mailed) for draft in batch if not _too_late(draft, at)]
        Message.objects.bulk_create(messages, ignore_conflicts=True)
        given += len(messages)
    if given:
        enqueue(DELIVER, at=at)
    return given


def new_message_id() -> str:
    """What no other mail is called."""
    return make_msgid(domain=urlsplit(settings.ORIGIN).hostname)


def _too_late(draft: Draft, at: datetime) -> bool:
    return draft.void_at is not None and draft.void_at <= at


@dataclass(frozen=True)
class _Mailed:
    """Who gets no mail: people who turned the kind off, addresses that cannot be reached."""

    turned_off: frozenset[int]
    unreachable: frozenset[str]

    def state(self, person: Any) -> MessageState:
        if person.pk in self.turned_off:
            return MessageState.NOTICE
        return MessageState.WITHHELD if person.email in self.unreachable else MessageState.QUEUED


def _mailed(drafts: list[Draft] | None, kind: str) -> _Mailed:
    """Read for the people of these drafts; None: for everybody, once for a whole run."""
    off = Preference.objects.filter(kind=kind) if kind_of(kind).optional else Preference.objects.none()
    dead = Unreachable.objects.all()
    if drafts is not None:
        off = off.filter(user__in=[draft.to.pk for draft in drafts if draft.to.pk])
        dead = dead.filter(address__in=[draft.to.email for draft in drafts])
    return _Mailed(
        frozenset(off.values_list("user", flat=True)), frozenset(dead.values_list("address", flat=True))
    )


def _message(kind: Kind, draft: Draft, at: datetime, mailed: _Mailed) -> Message:
    to, subject = draft.to, draft.subject
    return Message(
        key=f"{kind.code}:{subject.SUBJECT_KIND}:{subject.pk}:{draft.key}:{to.pk or 'outsider'}",
        kind=kind.code,
        to=to if to.pk else None,
        name="" if to.pk else to.name,
        zone="" if to.pk else to.zone,
        address=to.email,
        language=to.language,
        context=draft.facts,
        subject_kind=subject.SUBJECT_KIND,
        subject_id=subject.pk,
        must_arrive=kind.must_arrive,
        state=mailed.state(to),
        message_id=new_message_id(),
        created_at=at,
        due_at=_due(kind, draft, at),
        void_at=draft.void_at,
    )


def _due(kind: Kind, draft: Draft, at: datetime) -> datetime:
    """In office hours where the hour does not matter; at once where it would be void by then."""
    if draft.any_hour or not kind.office_hours:
        return at
    due = in_office_hours(at, draft.to.zone)
    return at if _too_late(draft, due) else due
