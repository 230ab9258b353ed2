"""Where a draft is that was handed over: with the incentives admins, or back, and what changed since then."""

from dataclasses import dataclass
from typing import Any

from claims.enums import ClaimRole
from claims.models import Claim, Handover
from claims.permissions import partner_people
from claims.words import Entry, timeline
from history.models import Event


@dataclass(frozen=True)
class Standing:
    """The newest handover of a draft; `changes`: edits since then, newest first; `admins`: whose turn it is."""

    handover: Handover
    with_admins: bool
    changes: list[Entry]
    admins: list[Any]


def standing_of(claim: Claim) -> Standing | None:
    """None for a draft that was never handed over, or was submitted in between."""
    if not claim.has_handovers:
        return None
    last = claim.handovers.select_related("by", "back_by").last()
    if last is None or not claim.is_draft or not (claim.ready_at or last.back_at):
        return None
    changes = changes_since(claim, last) if claim.ready_at else []
    return Standing(last, bool(claim.ready_at), changes, partner_people(claim, ClaimRole.ADMIN))


def changes_since(claim: Claim, handover: Handover) -> list[Entry]:
    """What was edited after the draft was handed over, newest first."""
    events = Event.objects.about(claim).for_reading()
    return timeline(events.filter(code__in=("claim.edit", "claim.certify"), at__gt=handover.at), claim)
