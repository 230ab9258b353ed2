"""Which of several drafts can be submitted now, and what they take from which fund together.

For the page before a joint submission. The act asks again, one claim after the other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from accounts.models import Partner
from claims import guards
from claims.converting import at_newest_rates
from claims.enums import ClaimRole
from claims.models import Claim
from claims.permissions import roles_of
from claims.readiness import Section, findings_in
from claims.workflow import BY_VERB, wrong_role, wrong_state
from funds.models import Fund

#: Claims of one joint submission.
MOST = 200
#: Drafts of a filter that are looked at to find these.
LOOKED_AT = 500
#: What can keep a claim from being submitted; a missing account never does (R17).
_BLOCKING = [one for one in Section if one is not Section.PAYEE]


@dataclass(frozen=True)
class Candidate:
    """A draft, what it claims in the program's currency, and why it cannot be submitted ("" where it can)."""

    claim: Claim
    amount: Decimal
    reasons: list[str]

    @property
    def is_ready(self) -> bool:
        return not self.reasons


@dataclass
class Take:
    """What the ready ones of one fund claim together."""

    claim: Claim
    total: Decimal
    left: Decimal

    @property
    def short(self) -> Decimal:
        """By how much the fund is too small for all of them; then the first ones get it."""
        return max(self.total - self.left, Decimal(0))


def candidates(claims: Sequence[Claim], partner: Partner, user: Any, at: datetime) -> list[Candidate]:
    """Each of these drafts of one location, fetched with `for_page()`; a number of queries that does not grow.

    Only a cap that adds up over a usage period is counted for each claim.
    """
    funds = {(one.program_id, one.period_id): one for one in Fund.objects.filter(partner=partner)}
    roles = {one.program_id: one for one in claims}
    may = {pk: ClaimRole.ADMIN in roles_of(user, one) for pk, one in roles.items()}
    return [_candidate(one, funds, may[one.program_id], user, at) for one in claims]


def _candidate(
    claim: Claim, funds: dict[tuple[int, int], Fund], may: bool, user: Any, at: datetime
) -> Candidate:
    # What the rules of readiness would else ask for, claim by claim.
    claim.__dict__["fund"] = fund = funds.get((claim.program_id, claim.period_id))
    if fund:
        fund.partner, fund.program, fund.period = claim.partner, claim.program, claim.period
    at_newest_rates(claim, at)
    amount = sum((line.amount for line in claim.expenses.all()), Decimal(0))
    return Candidate(claim, amount, _reasons(claim, may, user, at))


def _reasons(claim: Claim, may: bool, user: Any, at: datetime) -> list[str]:
    row = BY_VERB["submit"]
    if not may:
        return [str(wrong_role(row))]
    if claim.state not in row.sources:
        return [wrong_state(claim)]
    for guard in (guards.submission_open, guards.before_deadline):
        verdict = guard(claim, user, at)
        if not verdict:
            return [str(verdict.reason)]
    found = [one for section in _BLOCKING for one in findings_in(claim, section, at)]
    return [str(one.words) for one in found if one.blocks]


def takes(found: Iterable[Candidate]) -> list[Take]:
    """What the ready ones take, fund by fund."""
    sums: dict[tuple[int, int], Take] = {}
    for one in found:
        if one.is_ready:
            claim = one.claim
            left = claim.fund.left if claim.fund else Decimal(0)
            take = sums.setdefault((claim.program_id, claim.period_id), Take(claim, Decimal(0), left))
            take.total += one.amount
    return list(sums.values())
