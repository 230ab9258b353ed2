"""Which of the messages that wait still go out, asked for a whole batch just before it is sent."""

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import groupby

from notifications.enums import MessageState
from notifications.kinds import kind_of
from notifications.models import WAITING, Message, Preference, Unreachable


def still_to_send(ids: list[int], at: datetime) -> list[Message]:
    """Of the messages the caller has locked those that go now, in the order of `ids`; the others are settled.

    Found SENDING means a worker died in between: what must arrive goes again under the same Message-ID,
    anything else may have arrived, and is left.
    """
    place = {pk: number for number, pk in enumerate(ids)}
    found = Message.objects.filter(pk__in=ids, state__in=WAITING).select_related("to")
    waiting = sorted(found, key=lambda one: place[one.pk])
    waiting = _settle(waiting, MessageState.UNCERTAIN, _half_sent)
    waiting = _settle(waiting, MessageState.DROPPED, _needless(waiting, at))
    waiting = _settle(waiting, MessageState.NOTICE, _turned_off(waiting))
    return _settle(waiting, MessageState.WITHHELD, _unreachable(waiting))


def _settle(
    messages: list[Message], state: MessageState, settled: Callable[[Message], bool]
) -> list[Message]:
    """Give this state to those that are settled by it; returns the others."""
    if pks := [one.pk for one in messages if settled(one)]:
        Message.objects.filter(pk__in=pks, state__in=WAITING).update(state=state)
    gone = set(pks)
    return [one for one in messages if one.pk not in gone]


def _half_sent(message: Message) -> bool:
    return message.state == MessageState.SENDING and not message.must_arrive


def _needless(messages: list[Message], at: datetime) -> Callable[[Message], bool]:
    """Over, done meanwhile, or for somebody who may not sign in any more."""
    owed: set[int] = set()
    for code, same in groupby(sorted(messages, key=lambda one: one.kind), key=lambda one: one.kind):
        some, asked = list(same), kind_of(code).owed
        owed |= asked(some) if asked else {one.pk for one in some}

    def needless(message: Message) -> bool:
        over = message.void_at is not None and message.void_at <= at
        return over or message.pk not in owed or not (message.to is None or message.to.is_active)

    return needless


def _turned_off(messages: list[Message]) -> Callable[[Message], bool]:
    """Mails of their kind were turned off after they were promised."""
    optional = [one for one in messages if kind_of(one.kind).optional]
    if not optional:
        return lambda message: False
    people = {one.to_id for one in optional}
    off = set(Preference.objects.filter(user__in=people).values_list("user", "kind"))
    return lambda message: (message.to_id, message.kind) in off


def _unreachable(messages: Iterable[Message]) -> Callable[[Message], bool]:
    addresses = {one.address for one in messages}
    dead = set(Unreachable.objects.filter(address__in=addresses).values_list("address", flat=True))
    return lambda message: message.address in dead
