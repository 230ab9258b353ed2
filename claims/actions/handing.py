"""A draft goes to the incentives admins as ready to submit, and may come back with words (R7)."""

from typing import Any

from claims.actions.door import Act, act
from claims.enums import ClaimRole
from claims.models import Claim, Handover
from claims.permissions import partner_people
from claims.readiness import missing_to_submit
from notifications.actions.sending import send
from programs.rules import deadline_for


def hand_over(claim_id: int, words: str = "", *, user: Any) -> Claim:
    """Tell all incentives admins that the draft is ready to be submitted, even with something missing.

    Raises ActionRefused where they have it already as it is now.
    """
    with act(claim_id, "hand_over", user) as one:
        missing = len(missing_to_submit(one.claim, one.at))
        Handover.objects.create(claim=one.claim, by=user, at=one.at, words=words, missing=missing)
        one.move(ready_at=one.at)
        one.note(words=words, missing=missing)
        for admin in partner_people(one.claim, ClaimRole.ADMIN):
            if admin != user:
                _tell_ready(one, admin, words, missing)
    return one.claim


def _tell_ready(one: Act, admin: Any, words: str, missing: int) -> None:
    facts: dict[str, Any] = {
        "title": one.claim.title,
        "public_id": one.claim.public_id,
        "by": str(one.user),
        "words": words,
        "missing": missing,
    }
    key = f"{one.claim.pk}:{one.claim.edition}"
    send("claim_ready", to=admin, subject=one.claim, key=key, at=one.at, **facts, **_until(one))


def _until(one: Act) -> dict[str, Any]:
    """Until when it can be submitted, and no mail says it any more after that."""
    deadline = deadline_for(one.claim.period, one.claim.partner)
    return {"deadline": deadline.isoformat(), "zone": one.claim.program.zone, "void_at": deadline}


def hand_back(claim_id: int, words: str, *, user: Any) -> Claim:
    """Give the draft back to the one who handed it over, and say why; they get one mail."""
    with act(claim_id, "hand_back", user) as one:
        last = one.claim.handovers.select_related("by").last()
        one.move(ready_at=None)
        if last is None:  # handed over before there were notes of it
            last = Handover(claim=one.claim, by=one.claim.owner, at=one.at)
        last.back_at, last.back_by, last.back_words = one.at, user, words
        last.save()
        one.note(to=str(last.by), words=words)
        if last.by_id != user.pk:
            _tell_back(one, last)
    return one.claim


def _tell_back(one: Act, handover: Handover) -> None:
    facts: dict[str, Any] = {
        "title": one.claim.title,
        "public_id": one.claim.public_id,
        "by": str(one.user),
        "words": handover.back_words,
    }
    how: dict[str, Any] = {"key": str(handover.pk), "at": one.at, **_until(one)}
    send("claim_handed_back", to=handover.by, subject=one.claim, **how, **facts)
