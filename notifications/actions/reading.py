"""What somebody has read of their notices."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from notifications.models import Message


def mark_read(notice: Message, at: datetime) -> None:
    """Read now, unless it was before."""
    Message.objects.filter(pk=notice.pk, read_at=None).update(read_at=at)


def mark_all_read(user: Any, newest: Message, at: datetime) -> int:
    """All of a person's notices up to this one, which was the newest they saw: what came meanwhile stays unread.

    Returns how many there were.
    """
    seen = Q(due_at__lt=newest.due_at) | Q(due_at=newest.due_at, pk__lte=newest.pk)
    return Message.objects.visible_to(user).filter(seen, read_at=None).update(read_at=at)
