from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from notifications.enums import MessageState

if TYPE_CHECKING:
    from accounts.models import User
    from notifications.models import Message


class NoticeQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: "User") -> "NoticeQuerySet":
        """What was written to this person and still says something: their notices."""
        return self.filter(to=user).exclude(state=MessageState.DROPPED)

    def come(self, at: datetime) -> "NoticeQuerySet":
        """Their time has come: nothing of tomorrow stands among today's notices."""
        return self.filter(due_at__lte=at)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def to_deliver(self, at: datetime) -> "NoticeQuerySet":
        """Waiting for the mail server and due, what must arrive first and then the oldest."""
        waiting = Q(state=MessageState.QUEUED, due_at__lte=at)
        return self.filter(waiting).order_by("-must_arrive", "due_at", "pk")
