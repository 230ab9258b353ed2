from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from review.models import Request


class RequestQuerySet(models.QuerySet["Request"]):
    def about(self, subject: Any) -> "RequestQuerySet":
        return self.filter(subject_kind=subject.SUBJECT_KIND, subject_id=subject.pk)

    def open(self) -> "RequestQuerySet":
        return self.filter(answered_at=None, lapsed_at=None)

    def due(self, at: datetime) -> "RequestQuerySet":
        """Open and past their due instant."""
        return self.open().filter(due_at__lte=at)
