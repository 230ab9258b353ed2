"""Lines the partner was asked about and said nothing to until the time was over (1.1)."""

from claims.models import Claim
from claims.parts import name_of_line
from review.enums import ItemOutcome
from review.models import Request, RequestItem


def lines_in_vain(claim: Claim) -> set[int]:
    """Ids of lines whose last question ran out unanswered. One query."""
    asked = RequestItem.objects.filter(request__in=Request.objects.about(claim)).exclude(outcome="")
    rows = asked.order_by("request_id", "position").values_list("part", "outcome", "request__lapsed_at")
    in_vain: dict[str, bool] = {}
    for part, outcome, lapsed_at in rows:
        in_vain[part] = outcome == ItemOutcome.UNANSWERED and lapsed_at is not None
    return {line.pk for line in claim.expenses.all() if in_vain.get(name_of_line(line))}
