"""What was told, and a clock that ticks through some instants as beat does."""

from datetime import datetime, timedelta

from lifecycle import clock
from notifications.kinds import kind_of
from notifications.models import Message, Reminder

A_DAY, AN_HOUR, A_MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def begun(kind: str, at: datetime | None = None) -> None:
    """As if beat had ticked up to now."""
    Reminder.objects.update_or_create(kind=kind, defaults={"told_until": at or clock.now()})


def ticks(part, *instants: datetime) -> None:
    """Beat ticks just before each instant, at it, and twice after it; one more beat beside it."""
    for instant in instants:
        for moment in (-A_MINUTE, timedelta(0), timedelta(0), A_MINUTE, AN_HOUR):
            part(instant + moment)


def told(kind: str, **which) -> list[Message]:
    return list(Message.objects.filter(kind=kind, **which).select_related("to").order_by("pk"))


def names(kind: str) -> list[str]:
    return sorted(message.to.name for message in told(kind))


def still_owed(kind: str) -> list[str]:
    """Whose message would go out now."""
    owed = kind_of(kind).owed
    messages = told(kind)
    return sorted(one.to.name for one in messages if one.pk in owed(messages))
