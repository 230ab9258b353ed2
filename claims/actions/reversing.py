"""Taking a decision back while it is unpaid: one person asks, a second one agrees (1.1)."""

from typing import Any

from claims.actions.door import Act, act
from claims.enums import ClaimRole
from claims.models import Claim, Reversal
from claims.permissions import eligible_staff, partner_people
from claims.reversals import NOTHING_ASKED
from funds.actions import ledger as funds
from funds.workflow import approved_for
from lifecycle import ActionRefused
from notifications.actions.sending import send
from programs.enums import VendorRole
from review.clocks import review_due


def ask(claim_id: int, reason: str, *, user: Any) -> Reversal:
    """Ask to take the decision back, and tell everybody who may agree; until then it stands."""
    with act(claim_id, "ask_reversal", user) as one:
        reversal = Reversal.objects.create(claim=one.claim, reason=reason, asked_by=user, asked_at=one.at)
        one.move()
        one.note(reason=reason)
        _tell_second_people(one, reversal)
    return reversal


def agree(claim_id: int, *, user: Any) -> Claim:
    """The second person's yes: the money is held again, and the claim under review with whoever asked.

    What was freed meanwhile stays free: no more than is held can be approved anew.
    """
    with act(claim_id, "reverse", user) as one:
        claim, reversal = one.claim, open_of(one.claim)
        fund = funds.fund_for(claim.partner, claim.program, claim.period)
        funds.reverse(fund, approved_for(fund, claim), subject=claim, actor=user, at=one.at)
        _write(reversal, agreed_by=user, agreed_at=one.at)
        one.move(
            approved=None,
            decided_at=None,
            decided_by=None,
            rest_freed_at=None,
            taken_by=reversal.asked_by,
            taken_at=one.at,
            waiting_since=one.at,
        )
        one.note(reason=reversal.reason, second=str(reversal.asked_by))
        _tell_partner(one, reversal)
    return one.claim


def end(claim_id: int, *, user: Any) -> Claim:
    """Turn the request down, or take one's own back; the decision stands."""
    with act(claim_id, "end_reversal", user) as one:
        _write(open_of(one.claim), ended_by=user, ended_at=one.at)
        one.move()
        one.note()
    return one.claim


def void(one: Act) -> None:
    """The decision is looked at again anyway: nobody has to agree any more."""
    one.claim.reversals.filter(agreed_at=None, ended_at=None).update(ended_by=one.person, ended_at=one.at)


def open_of(claim: Claim) -> Reversal:
    """The request that waits for a second person. Raises ActionRefused where none does."""
    if claim.reversal_asked is None:
        raise ActionRefused(NOTHING_ASKED)
    return claim.reversal_asked


def _write(reversal: Reversal, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(reversal, name, value)
    reversal.save(update_fields=list(changes))


def _tell_second_people(one: Act, reversal: Reversal) -> None:
    claim = one.claim
    roles = (VendorRole.REVIEWER, VendorRole.APPROVER)
    people = {person for role in roles for person in eligible_staff(claim, role) if person != one.person}
    facts = {**_facts(claim), "by": str(one.person), "reason": reversal.reason, "reversal": reversal.pk}
    for person in people:
        send("reversal_asked", to=person, subject=claim, key=str(reversal.pk), at=one.at, **facts)


def _tell_partner(one: Act, reversal: Reversal) -> None:
    claim = one.claim
    due = review_due(claim.program, one.at).isoformat()
    facts = {**_facts(claim), "reason": reversal.reason, "due": due, "zone": claim.program.zone}
    for person in {claim.owner, *partner_people(claim, ClaimRole.ADMIN)}:
        send(
            "decision_reversed",
            to=person,
            subject=claim,
            key=str(reversal.pk),
            at=one.at,
            **facts,
        )


def _facts(claim: Claim) -> dict[str, Any]:
    return {"number": claim.number, "title": claim.title, "public_id": claim.public_id}
