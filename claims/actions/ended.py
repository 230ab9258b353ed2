"""A request has ended, by an answer or because its time is over: what the partner and the reviewer hear of it."""

from typing import Any

from claims.actions.door import Act
from claims.actions.sending import Sent
from claims.enums import ClaimRole
from claims.models import Claim
from claims.permissions import partner_people, roles_of
from notifications.actions.sending import send
from review.assigning import assigned
from review.models import Request


def tell_reviewer(one: Act, request: Request, *, answered: int, words: str = "") -> None:
    """One mail to whoever reviews it: to whom a lead gave the claim, or who asked, or who took it; else to nobody.

    answered: for how many of the things asked for something came; words: over all. Call it when the claim is back.
    """
    claim = one.claim
    if (reviewer := _reviewer(claim, request)) is None:
        return
    facts = {
        **_facts(claim),
        "by": str(one.user) if one.user else "",
        "words": words,
        "asked": request.items.count(),
        "answered": answered,
        "due": claim.promised_at and claim.promised_at.isoformat(),
    }
    send("claim_answered", to=reviewer, subject=claim, key=str(request.pk), at=one.at, **facts)


def _reviewer(claim: Claim, request: Request) -> Any | None:
    given = assigned(claim)
    known = (given and given.to, request.made_by, claim.taken_by)
    return next((one for one in known if one and ClaimRole.REVIEWER in roles_of(one, claim)), None)


def tell_lapsed(one: Act, request: Request, sent: Sent) -> None:
    """One mail to each of the partner's people: what was sent by itself, what is missing, and when they hear of us."""
    claim = one.claim
    facts = {
        **_facts(claim),
        "due": request.due_at.isoformat(),
        "sent": len(sent.answered),
        "left": sent.facts["left"],
        "promised": claim.promised_at and claim.promised_at.isoformat(),
    }
    for person in partner_people(claim):
        send("request_lapsed", to=person, subject=claim, key=str(request.pk), at=one.at, **facts)


def _facts(claim: Claim) -> dict[str, Any]:
    zone = claim.program.zone
    return {"number": claim.number, "title": claim.title, "public_id": claim.public_id, "zone": zone}
