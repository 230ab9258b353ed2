"""To the partner's people: originals that were called for are due soon, and nobody has answered (R16)."""

from collections.abc import Iterator
from datetime import datetime

from claims.actions.originals import facts_of
from claims.models import OriginalsCall
from claims.permissions import people_of
from notifications.actions.sending import Draft
from notifications.actions.telling import tell
from programs.ahead import Step, fallen_due, may_fall_due
from programs.rules import days_left

#: Calendar days before the last local day.
STEPS = (Step(7), Step(1))


def remind_of_calls(at: datetime) -> int:
    """Remind those who still owe originals. Returns how many messages there were."""
    return tell("originals_ahead", _due, at)


def _due(since: datetime, at: datetime) -> Iterator[Draft]:
    near = OriginalsCall.objects.owed().filter(may_fall_due("due_at", STEPS, since, at))
    calls = list(near.select_related("claim__program", "claim__partner"))
    people = people_of([call.claim for call in calls]) if calls else {}
    for call in calls:
        claim, zone = call.claim, call.claim.program.zone
        step = fallen_due(STEPS, call.due_at, zone, since, at)
        # Whoever is called on a day knows that day until when.
        if step and call.called_at < step.before(call.due_at, zone):
            key = f"{call.pk}:{call.due_at.isoformat()}:{step.code}"
            facts = {**facts_of(call, claim), "days": days_left(at, call.due_at, zone)}
            for person in people[claim.pk]:
                yield Draft(person, claim, key, facts, void_at=call.due_at)
