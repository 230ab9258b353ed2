from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from history.models import Event


class EventQuerySet(models.QuerySet["Event"]):
    def about(self, subject: Any) -> "EventQuerySet":
        """Events of one subject, in order."""
        return self.filter(subject_kind=subject.SUBJECT_KIND, subject_id=subject.pk).order_by("number")

    def for_reading(self) -> "EventQuerySet":
        """With the actor, in one query."""
        return self.select_related("actor")
