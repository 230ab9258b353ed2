"""Asking, answering, lapsing; the subject's own actions hold its lock and its history."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from lifecycle import ActionRefused
from review.models import Request

TOO_LATE = _("The time to answer is over. What you saved until then was sent for you.")


def ask(subject: Any, words: str, *, due_at: datetime, actor: Any | None, at: datetime) -> Request:
    """Open a request on a locked subject; actor None: the system asks."""
    return Request.objects.create(
        subject_kind=subject.SUBJECT_KIND,
        subject_id=subject.pk,
        words=words,
        due_at=due_at,
        made_by=actor,
        made_at=at,
    )


def extend(request: Request, words: str, *, due_at: datetime) -> Request:
    """Ask for more in an open request; there is never less time than there was."""
    request.words = f"{request.words}\n\n{words}"
    request.due_at = max(request.due_at, due_at)
    request.save(update_fields=["words", "due_at"])
    return request


def open_request(subject: Any) -> Request | None:
    """The one open request of a subject."""
    return Request.objects.about(subject).open().first()


def asked(subject: Any) -> Request:
    """The open request of a subject that has one, by its state. Raises Request.DoesNotExist."""
    return Request.objects.about(subject).open().get()


def save_comment(request: Request, comment: str) -> None:
    """Keep the words of an answer that is not sent yet."""
    Request.objects.filter(pk=request.pk).update(comment=comment)


def answer(request: Request, comment: str, *, actor: Any, at: datetime) -> None:
    """Close a request with an answer, in time.

    Raises ActionRefused at or after the due instant: then it lapses instead.
    """
    if at >= request.due_at:
        raise ActionRefused(TOO_LATE)
    Request.objects.filter(pk=request.pk).update(comment=comment, answered_by=actor, answered_at=at)


def lapse(request: Request, *, at: datetime) -> None:
    """Close a request without an answer: its time is over, or nobody needs one any more."""
    Request.objects.filter(pk=request.pk).update(lapsed_at=at)
