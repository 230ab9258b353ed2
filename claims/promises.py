"""Until when our side promised its turn (R9): one question, whatever the state says whose turn it is."""

from datetime import datetime

from claims.enums import ClaimState
from claims.models import Claim
from review.clocks import dispute_due, review_due

#: It is our turn, and a promise runs.
PROMISED = (ClaimState.SUBMITTED, ClaimState.UNDER_REVIEW, ClaimState.AWAITING_APPROVAL, ClaimState.DISPUTED)


def promised(claim: Claim) -> datetime | None:
    """By when a claim waiting since `waiting_since` is promised its decision; None where nobody waits for us."""
    if claim.state not in PROMISED or claim.waiting_since is None:
        return None
    due = dispute_due if claim.state == ClaimState.DISPUTED else review_due
    return due(claim.program, claim.waiting_since)
