"""What the partner was asked about and said nothing to until the time was over (1.1)."""

from claims.models import Claim
from claims.parts import name_of_line, parts_of
from review.enums import ItemOutcome
from review.models import Request, RequestItem


def lines_in_vain(claim: Claim) -> set[int]:
    """Ids of lines whose last question ran out unanswered. One query."""
    names = _in_vain(claim)
    return {line.pk for line in claim.expenses.all() if name_of_line(line) in names}


def proof_in_vain(claim: Claim) -> list[str]:
    """What else was asked for in vain, in words: slots, and the claim as a whole. Load it with `for_page()`."""
    names = _in_vain(claim)
    return [str(part) for part in parts_of(claim) if part.line is None and part.key in names]


def asked_in_vain(claim: Claim) -> bool:
    """Whether anything was."""
    return bool(_in_vain(claim))


def _in_vain(claim: Claim) -> set[str]:
    """Names of parts whose last question ran out unanswered."""
    asked = RequestItem.objects.filter(request__in=Request.objects.about(claim)).exclude(outcome="")
    rows = asked.order_by("request_id", "position").values_list("part", "outcome", "request__lapsed_at")
    last = {part: outcome == ItemOutcome.UNANSWERED and lapsed is not None for part, outcome, lapsed in rows}
    return {part for part, in_vain in last.items() if in_vain}
