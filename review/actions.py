"""Asking, answering, lapsing; the subject's own actions hold its lock and its history."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from lifecycle import ActionRefused
from review.enums import ItemOutcome
from review.models import Request, RequestItem
from review.wanted import Wanted

TOO_LATE = _("The time to answer is over. What you saved until then was sent for you.")


def ask(
    subject: Any,
    items: Sequence[Wanted],
    words: str = "",
    *,
    due_at: datetime,
    actor: Any | None,
    at: datetime,
) -> Request:
    """Open a request on a locked subject; actor None: the system asks. words: over all items.

    Raises ValueError where nothing is asked for.
    """
    if not items:
        raise ValueError("A request asks for something.")
    request = Request.objects.create(
        subject_kind=subject.SUBJECT_KIND,
        subject_id=subject.pk,
        words=words,
        due_at=due_at,
        made_by=actor,
        made_at=at,
    )
    _add(request, items, after=0)
    return request


def extend(request: Request, items: Sequence[Wanted], *, due_at: datetime) -> Request:
    """Ask for more in an open request; there is never less time than there was."""
    request.due_at = max(request.due_at, due_at)
    request.save(update_fields=["due_at"])
    last = request.items.order_by("position").last()
    _add(request, items, after=last.position if last else 0)
    return request


def _add(request: Request, items: Sequence[Wanted], after: int) -> None:
    RequestItem.objects.bulk_create(
        RequestItem(request=request, position=position, part=one.part, reason=one.reason, words=one.words)
        for position, one in enumerate(items, start=after + 1)
    )


def open_request(subject: Any) -> Request | None:
    """The one open request of a subject."""
    return Request.objects.about(subject).open().first()


def asked(subject: Any) -> Request:
    """The open request of a subject that has one, by its state. Raises Request.DoesNotExist."""
    return Request.objects.about(subject).open().get()


def save_comment(asked: Request | RequestItem, comment: str) -> None:
    """Keep the words of an answer that is not sent yet, to one item or over all."""
    asked.comment = comment
    asked.save(update_fields=["comment"])


def answer(request: Request, comment: str, *, answered: Collection[int], actor: Any, at: datetime) -> None:
    """Close a request with an answer, in time. answered: ids of the items something was given for.

    Raises ActionRefused at or after the due instant: then it lapses instead.
    """
    if at >= request.due_at:
        raise ActionRefused(TOO_LATE)
    _settle(request, answered)
    Request.objects.filter(pk=request.pk).update(comment=comment, answered_by=actor, answered_at=at)


def lapse(request: Request, *, answered: Collection[int], at: datetime) -> None:
    """Close a request whose time is over; what was prepared for the items `answered` counts as sent."""
    _settle(request, answered)
    close(request, at=at)


def close(request: Request, *, at: datetime) -> None:
    """Close a request to which nobody needs an answer any more; nothing is said of its items."""
    Request.objects.filter(pk=request.pk).update(lapsed_at=at)


def _settle(request: Request, answered: Collection[int]) -> None:
    request.items.filter(pk__in=answered).update(outcome=ItemOutcome.ANSWERED)
    request.items.exclude(pk__in=answered).update(outcome=ItemOutcome.UNANSWERED)
