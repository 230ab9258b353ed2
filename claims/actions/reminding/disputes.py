"""To incentives admins: the last day to dispute a decision comes near, and with it what happens to what is held."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from claims.enums import ClaimRole
from claims.guards import dispute_ends
from claims.models import Claim, Letter
from claims.permissions import people_of
from notifications.actions.sending import Draft
from notifications.actions.telling import tell
from programs.ahead import Step, fallen_due
from programs.rules import is_before_deadline

#: The time to dispute ends at an instant of a day, not with it.
STEPS = (Step(hours=7 * 24), Step(hours=24))


def remind_of_disputes(at: datetime) -> int:
    """Remind admins of decisions with a cut that can still be disputed. Returns how many messages there were."""
    return tell("dispute_ends", _ending, at)


def _ending(since: datetime, at: datetime) -> Iterator[Draft]:
    claims = list(_near(since, at))
    if not claims:
        return
    people = people_of(claims, ClaimRole.ADMIN)
    letters = {one.decision.claim_id: one for one in _letters(claims)}
    for claim in claims:
        letter, ends = letters.get(claim.pk), dispute_ends(claim)
        step = ends and fallen_due(STEPS, ends, claim.program.zone, since, at)
        if letter and letter.data["rest"] and ends and step:
            key = f"{letter.decision_id}:{ends.isoformat()}:{step.code}"
            for person in people[claim.pk]:
                yield Draft(person, claim, key, _facts(claim, letter, ends), void_at=ends)


def _near(since: datetime, at: datetime) -> Any:
    """Cut decisions that are neither disputed nor accepted, of which a step falls due."""
    ahead = [timedelta(hours=step.hours) for step in STEPS]
    ending = Claim.objects.dispute_ends(*((since + hours, at + hours) for hours in ahead))
    return ending.filter(disputed_at=None, approved__lt=F("claimed")).with_deadline().for_acting()


def _letters(claims: list[Claim]) -> list[Letter]:
    """In the order in which they left: the last of each claim holds."""
    found = Letter.objects.filter(decision__claim__in=claims).select_related("decision")
    return list(found.order_by("pk"))


def _facts(claim: Claim, letter: Letter, ends: datetime) -> dict[str, object]:
    """What the letter says of the rest, as the deadline is now."""
    said = {name: letter.data[name] for name in ("approved", "claimed", "currency", "rest", "zone")}
    return {
        **said,
        "number": claim.number,
        "title": claim.title,
        "public_id": claim.public_id,
        "decided": claim.decided_at and claim.decided_at.isoformat(),
        "rest_ends": ends.isoformat(),
        "deadline": claim.deadline.isoformat(),
        "forfeited": not is_before_deadline(ends, claim.deadline),
    }
