from datetime import datetime
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models

if TYPE_CHECKING:
    from review.models import Hold, Message, Request

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class SubjectQuerySet(models.QuerySet[Row_co]):
    """Rows about a subject: anything that has a SUBJECT_KIND and a key."""

    def about(self, subject: Any) -> Self:
        return self.filter(subject_kind=subject.SUBJECT_KIND, subject_id=subject.pk)

    def of_kind(self, kind: Any) -> Self:
        """About any subject of this kind: a model with a SUBJECT_KIND."""
        return self.filter(subject_kind=kind.SUBJECT_KIND)


class RequestQuerySet(SubjectQuerySet["Request"]):
    def open(self) -> "RequestQuerySet":
        return self.filter(answered_at=None, lapsed_at=None)

    def due(self, at: datetime) -> "RequestQuerySet":
        """Open and past their due instant."""
        return self.open().filter(due_at__lte=at)


class HoldQuerySet(SubjectQuerySet["Hold"]):
    def in_force(self, at: Any) -> "HoldQuerySet":
        """at: an instant, or an expression of one."""
        return self.filter(until__gt=at)


class MessageQuerySet(SubjectQuerySet["Message"]):
    def unanswered(self) -> "MessageQuerySet":
        return self.filter(answered_at=None)
