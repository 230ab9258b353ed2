"""What a decision does to the fund, said before it is made (R11). Reads only."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from decimal import Decimal

from claims.capping import CapLeft, cap_left
from claims.models import Claim
from funds.models import Fund
from funds.workflow import approved_for, held_for


@dataclass(frozen=True)
class Effect:
    """Amounts in the program's currency. `rest` is what of the held money the decision does not use.

    `rest_is_freed`: the decision ends a dispute, so the rest is free at once; otherwise it
    stays held for as long as the decision can be disputed.
    """

    claimed: Decimal
    approved: Decimal | None
    held: Decimal
    approved_before: Decimal
    left: Decimal
    rest: Decimal | None
    rest_is_freed: bool
    dispute_days: int

    @property
    def short(self) -> Decimal:
        """By how much more is approved than is held; such a decision is refused (R11)."""
        return max(-(self.rest or Decimal(0)), Decimal(0))

    @property
    def cut(self) -> Decimal | None:
        return None if self.approved is None else self.claimed - self.approved


def effect_of(claim: Claim, approved: Decimal | None) -> Effect:
    """The effect of approving this much of the claim; None: nothing is chosen yet."""
    of_claim = {"partner": claim.partner_id, "program": claim.program_id, "period": claim.period_id}
    fund = Fund.objects.filter(**of_claim).first()
    held = held_for(fund, claim) if fund else Decimal(0)
    before = approved_for(fund, claim) if fund else Decimal(0)
    return Effect(
        claimed=claim.claimed,
        approved=approved,
        held=held,
        approved_before=before,
        left=fund.left if fund else Decimal(0),
        rest=None if approved is None else held - (approved - before),
        rest_is_freed=bool(claim.disputed_at),
        dispute_days=claim.program.dispute_days,
    )


def caps_after(claim: Claim, approved: Mapping[int, Decimal | None]) -> list[CapLeft]:
    """Every cap of the activity as it stands if this much is approved of each line, by the line's id (R12)."""
    lines = []
    for expense in claim.expenses.all():
        line = copy(expense)
        line.amount = approved.get(expense.pk) or Decimal(0)
        lines.append(line)
    return cap_left(claim, claim.fund, lines)
