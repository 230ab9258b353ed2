from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from outbox.models import Job

#: A published job that nobody finished within this time is sent again.
RESEND_AFTER = timedelta(minutes=1)


class JobQuerySet(models.QuerySet["Job"]):
    def open(self) -> "JobQuerySet":
        """Neither done nor set aside."""
        return self.filter(done_at=None, set_aside_at=None)

    def to_publish(self, at: datetime) -> "JobQuerySet":
        """Due, and never published or published so long ago that it must have got lost."""
        lost = Q(published_at=None) | Q(published_at__lt=at - RESEND_AFTER)
        return self.open().filter(lost, due_at__lte=at).order_by("due_at", "pk")
