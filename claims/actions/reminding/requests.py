"""To the partner's people: what a reviewer asked for is due soon, and nothing was sent yet."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from claims.models import Claim, Expense
from claims.parts import LINE, SLOT, Part, facts_of
from claims.permissions import people_of
from notifications.actions.sending import Draft
from notifications.actions.telling import tell
from programs.ahead import Step, fallen_due, may_fall_due
from programs.models import Requirement
from review.models import Request, RequestItem

#: Calendar days before the last local day; a request has five business days at least (R9).
STEPS = (Step(3), Step(1))


def remind_of_requests(at: datetime) -> int:
    """Remind the partner's people of requests that are due soon. Returns how many messages there were."""
    return tell("request_due_soon", _due, at)


def _due(since: datetime, at: datetime) -> Iterator[Draft]:
    open_ones = Request.objects.of_kind(Claim).open()
    near = list(open_ones.filter(may_fall_due("due_at", STEPS, since, at)))
    claims = Claim.objects.for_acting().in_bulk([one.subject_id for one in near]) if near else {}
    due = []
    for request in near:
        claim = claims[request.subject_id]
        step = fallen_due(STEPS, request.due_at, claim.program.zone, since, at)
        # Whoever is asked on a day knows that day what they are asked.
        if step and request.made_at < step.before(request.due_at, claim.program.zone):
            due.append((request, claim, step))
    if due:
        yield from _drafts(due)


def _drafts(due: list[tuple[Request, Claim, Step]]) -> Iterator[Draft]:
    people, items = people_of([claim for _request, claim, _step in due]), _items(due)
    for request, claim, step in due:
        facts = {
            "number": claim.number,
            "title": claim.title,
            "public_id": claim.public_id,
            "request": request.pk,
            "items": items.get(request.pk, []),
            "due": request.due_at.isoformat(),
            "zone": claim.program.zone,
        }
        key = f"{request.pk}:{request.due_at.isoformat()}:{step.code}"
        for person in people[claim.pk]:
            yield Draft(person, claim, key, facts, void_at=request.due_at)


def _items(due: list[tuple[Request, Claim, Step]]) -> dict[int, list[dict[str, Any]]]:
    """By request what it asks for, in plain values; three queries."""
    activity = {request.pk: claim.activity_id for request, claim, _step in due}
    items = list(RequestItem.objects.filter(request__in=activity).select_related("reason"))
    names = {one.part for one in items}
    lines = Expense.objects.in_bulk(
        [name.removeprefix(LINE) for name in names if name.startswith(LINE)], field_name="public_id"
    )
    keys = [name.removeprefix(SLOT) for name in names if name.startswith(SLOT)]
    slots = Requirement.objects.filter(version__in=activity.values(), key__in=keys)
    by_key = {(one.version_id, one.key): one for one in slots}
    found: dict[int, list[dict[str, Any]]] = {}
    for item in sorted(items, key=lambda one: one.position):
        line = lines.get(item.part.removeprefix(LINE))
        slot = by_key.get((activity[item.request_id], item.part.removeprefix(SLOT)))
        part = Part(item.part, line=line, requirement=slot)
        found.setdefault(item.request_id, []).append(facts_of(part, item))
    return found
