"""To the partner's people: what a reviewer asked for is due soon, and nothing was sent yet."""

from collections.abc import Iterator
from datetime import datetime

from associations.models import Association
from associations.permissions import partner_people
from associations.telling import facts_of
from notifications.actions.sending import Draft
from notifications.actions.telling import tell
from programs.ahead import Step, fallen_due, may_fall_due
from review.models import Request

#: Calendar days before the last local day; a request has five business days at least.
STEPS = (Step(3), Step(1))


def remind_of_requests(at: datetime) -> int:
    """Remind the partner's people of requests that are due soon. Returns how many messages there were."""
    return tell("association_due_soon", _due, at)


def _due(since: datetime, at: datetime) -> Iterator[Draft]:
    open_ones = Request.objects.of_kind(Association).open().prefetch_related("items__reason")
    near = list(open_ones.filter(may_fall_due("due_at", STEPS, since, at)))
    ids = [one.subject_id for one in near]
    found = Association.objects.for_acting().prefetch_related("items").in_bulk(ids) if near else {}
    for request in near:
        association = found[request.subject_id]
        step = fallen_due(STEPS, request.due_at, association.program.zone, since, at)
        # Whoever is asked on a day knows that day what they are asked.
        if step and request.made_at < step.before(request.due_at, association.program.zone):
            yield from _drafts(request, association, step)


def _drafts(request: Request, association: Association, step: Step) -> Iterator[Draft]:
    asked = [
        {"reason": item.reason.words if item.reason else {}, "words": item.words}
        for item in request.items.all()
    ]
    facts = facts_of(association) | {
        "request": request.pk,
        "asked": asked,
        "words": request.words,
        "due": request.due_at.isoformat(),
    }
    key = f"{request.pk}:{request.due_at.isoformat()}:{step.code}"
    for person in partner_people(association):
        yield Draft(person, association, key, facts, void_at=request.due_at)
