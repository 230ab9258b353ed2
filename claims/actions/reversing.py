"""Taking a decision back while it is unpaid: two people do it (1.1)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.actions.door import act
from claims.enums import ClaimRole
from claims.models import Claim
from claims.permissions import roles_of
from funds import actions as funds
from funds.workflow import approved_for
from lifecycle import ActionRefused


def reverse(claim_id: int, reason: str, *, user: Any, second: Any) -> Claim:
    """Two people take an unpaid approval back; the money is held again and the claim under review."""
    with act(claim_id, "reverse", user) as one:
        claim = one.claim
        if second == user or not {ClaimRole.REVIEWER, ClaimRole.APPROVER} & roles_of(second, claim):
            raise ActionRefused(_("A second person who reviews or approves in this program has to agree."))
        fund = funds.fund_for(claim.partner, claim.program, claim.period)
        funds.reverse(fund, approved_for(fund, claim), subject=claim, actor=user, at=one.at)
        one.move(
            approved=None,
            decided_at=None,
            decided_by=None,
            taken_by=user,
            taken_at=one.at,
            waiting_since=one.at,
        )
        one.note(reason=reason, second=str(second))
    return one.claim
