"""What the same location claimed before for the same activity: the reviewer compares amounts and outcomes."""

from typing import Any

from claims.enums import DRAFT_STATES
from claims.models import Claim

#: So many of the latest are shown.
SHOWN = 10
COLUMNS = (
    *("public_id", "number", "title", "state", "claimed", "approved", "submitted_at"),
    *("first_day", "program"),
)


def earlier_claims(claim: Claim, user: Any) -> list[Claim]:
    """Submitted before this one, whatever the fiscal year of its rules, latest first; of those the person may see.

    One query, at most SHOWN rows.
    """
    same = Claim.objects.visible_to(user).filter(
        partner=claim.partner_id,
        activity__activity_type=claim.activity.activity_type_id,
        submitted_at__lt=claim.submitted_at,
    )
    sent = same.exclude(state__in=DRAFT_STATES)
    found = list(sent.only(*COLUMNS).order_by("-submitted_at", "-pk")[:SHOWN])
    for one in found:
        if one.program_id == claim.program_id:
            one.program = claim.program
    return found
