from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL

from notifications.enums import MessageState

if TYPE_CHECKING:
    from accounts.models import User
    from notifications.models import Message


class NoticeQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: "User") -> "NoticeQuerySet":
        """What was written to this person and still says something: their notices."""
        return self.filter(to=user).exclude(state=MessageState.DROPPED)

    def come(self, at: datetime | RawSQL) -> "NoticeQuerySet":
        """Their time has come: nothing of tomorrow stands among today's notices.

        Where a mail was tried and is tried again later, the notice stands all the while.
        """
        return self.filter(Q(due_at__lte=at) | Q(tries__gt=0))

    def unread(self, at: datetime | RawSQL) -> "NoticeQuerySet":
        """Not read, and worth reading: what is void by now asks for nobody's attention."""
        return self.filter(Q(void_at=None) | Q(void_at__gt=at), read_at=None)

    def to_deliver(self, at: datetime) -> "NoticeQuerySet":
        """What waits for the mail server and is due, and what a worker has in hand or left half sent.

        What must arrive comes first, and then the oldest.
        """
        waiting = Q(state=MessageState.SENDING) | Q(due_at__lte=at)
        return self.filter(waiting, state__in=[MessageState.QUEUED, MessageState.SENDING]).order_by(
            "-must_arrive", "due_at", "pk"
        )
