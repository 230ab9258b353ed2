"""Assignment: a lead gave a subject to somebody, and "take next" gives it to nobody else."""

from datetime import datetime
from typing import Any

from review.models import Assignment


def assign(subject: Any, to: Any, *, by: Any, at: datetime) -> None:
    """Give a locked subject to somebody, whoever had it before."""
    fields = {"to": to, "by": by, "at": at}
    Assignment.objects.update_or_create(
        subject_kind=subject.SUBJECT_KIND, subject_id=subject.pk, defaults=fields
    )


def assigned(subject: Any) -> Assignment | None:
    """To whom a subject is given; None where anybody may take it."""
    return Assignment.objects.about(subject).select_related("to").first()


def unassign(subject: Any) -> None:
    """Anybody may take the subject again."""
    Assignment.objects.about(subject).delete()
