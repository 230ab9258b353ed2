"""A usage period in figures: what was submitted, what expired, and where its money stands.

Three queries, however many periods.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum

from claims.enums import DRAFT_STATES, ClaimState
from claims.models import Claim
from funds.models import Fund
from funds.querysets import LEFT
from programs.models import UsagePeriod
from programs.rules import deadline_for

COUNTS = ("submitted", "drafts", "expired")
#: By name what is added up over the funds; what was earned with its adjustments.
AMOUNTS: dict[str, Any] = {
    "earned": F("earned") + F("adjusted"),
    "held": F("held"),
    "approved": F("approved"),
    "paid": F("paid"),
    "left": LEFT,
    "forfeited": F("forfeited"),
}


@dataclass(frozen=True)
class Closing:
    """One usage period at one instant, over all locations; amounts in the program's currency.

    submitted: claims that were ever sent and not taken back; drafts: that can still be submitted;
    expired: drafts that cannot any more; locations: with something left; deadline: without an
    extension of one's own.
    """

    period: UsagePeriod
    deadline: datetime
    submitted: int
    drafts: int
    expired: int
    locations: int
    earned: Decimal
    held: Decimal
    approved: Decimal
    paid: Decimal
    left: Decimal
    forfeited: Decimal

    @property
    def currency(self) -> str:
        return self.period.program.currency


def closings(periods: Iterable[UsagePeriod], at: datetime) -> list[Closing]:
    """The figures of these periods, in their order. Reads `period.program` and `period.extensions`."""
    wanted = list(periods)
    keys = [period.pk for period in wanted]
    counts, amounts = _counts(keys, at), _amounts(keys)
    no_claims: dict[str, Any] = dict.fromkeys(COUNTS, 0)
    no_money: dict[str, Any] = {"locations": 0, **dict.fromkeys(AMOUNTS, Decimal(0))}
    return [
        Closing(
            period,
            deadline_for(period, None),
            **counts.get(period.pk, no_claims),
            **amounts.get(period.pk, no_money),
        )
        for period in wanted
    ]


def _counts(periods: list[int], at: datetime) -> dict[int, dict[str, Any]]:
    """Drafts past their deadline have expired, also where the clock has not come to them yet."""
    drafts = Claim.objects.filter(period__in=periods, state__in=DRAFT_STATES).with_deadline()
    still = Q(state=ClaimState.EDITING, deadline__gt=at)
    sent = Claim.objects.filter(period__in=periods).exclude(state__in=DRAFT_STATES)
    found: dict[int, dict[str, Any]] = {period: dict.fromkeys(COUNTS, 0) for period in periods}
    for period, ended in sent.order_by().values_list("period").annotate(Count("pk")):
        found[period]["submitted"] = ended
    counted: Any = drafts.order_by().values_list("period")
    for period, open_ones, ended in counted.annotate(
        open_ones=Count("pk", filter=still), ended=Count("pk", filter=~still)
    ):
        found[period] |= {"drafts": open_ones, "expired": ended}
    return found


def _amounts(periods: list[int]) -> dict[int, dict[str, Any]]:
    sums = {f"sum_{name}": Sum(amount) for name, amount in AMOUNTS.items()}
    some = Count("pk", filter=Q(rest__gt=0))
    funds: Any = Fund.objects.filter(period__in=periods).order_by().alias(rest=LEFT)
    rows = funds.values_list("period").annotate(some=some, **sums)
    return {
        period: {"locations": some, **dict(zip(AMOUNTS, amounts, strict=True))}
        for period, some, *amounts in rows
    }
