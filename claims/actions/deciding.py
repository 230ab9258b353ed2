"""Recommending and deciding, line by line; a decision leaves the house a little later (`leaving`)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.actions.door import Act, act
from claims.actions.leaving import LEAVES_AFTER
from claims.cuts import cuts_of
from claims.deciders import deciders
from claims.duplicates import flagged_lines
from claims.enums import DecisionKind
from claims.models import Claim, Decision, DecisionLine, Expense
from claims.outcomes import LineOutcome
from documents.enums import State
from funds.actions import ledger as funds
from funds.workflow import approved_for, may_use_held
from lifecycle import ActionRefused
from programs.enums import VendorRole

UNREAD = _(
    "The file “%(name)s” did not pass the checks, so its line cannot be approved. Refuse it or ask again."
)
UNEXPLAINED = _(
    "Line %(number)s may be claimed twice: an invoice like it stands in another claim. Say why you approve it."
)
#: Why lines are approved although they may be claimed twice (R18).
Despite = Mapping[Expense, str]


def recommend(
    claim_id: int,
    outcomes: dict[Expense, LineOutcome],
    reason: str,
    *,
    user: Any,
    despite: Despite | None = None,
) -> Claim:
    """Above the program's limit: propose a decision, which a second person makes (R10); `despite` as in `decide`."""
    with act(claim_id, "recommend", user) as one:
        decision = _decision(one, DecisionKind.RECOMMENDATION, outcomes, reason, despite or {})
        _require_money(one.claim, decision.approved)
        if not [person for person in deciders(one.claim, VendorRole.APPROVER, one.at) if person != user]:
            raise ActionRefused(_("Nobody else may approve in this program. Tell the program manager."))
        one.move(came_from=one.claim.state)
        one.note(amount=decision.approved, currency=one.claim.currency, **_said(decision))
    return one.claim


def return_to_reviewer(claim_id: int, reason: str, *, user: Any) -> Claim:
    """An approver does not follow the recommendation and says why."""
    with act(claim_id, "return", user) as one:
        one.move(one.claim.came_from, came_from="")
        one.note(reason=reason)
    return one.claim


def decide(
    claim_id: int,
    outcomes: dict[Expense, LineOutcome],
    reason: str,
    *,
    user: Any,
    despite: Despite | None = None,
) -> Claim:
    """Decide line by line. The decision leaves LEAVES_AFTER later, and can be undone until then.

    outcomes: for every line the approved amount and, for a cut, its reason. despite: for every
    line that may be claimed twice, why it is approved (R18); partners never read it. Until it leaves, the claim
    stays where it is and nothing moves in the fund. Raises ActionRefused without a reason.
    """
    with act(claim_id, "decide", user) as one:
        claim = one.claim
        decision = _decision(one, DecisionKind.DECISION, outcomes, reason, despite or {})
        _require_money(claim, decision.approved)
        one.move()
        facts = {"approved": decision.approved, "claimed": claim.claimed, "currency": claim.currency}
        one.note(**facts, leaves=decision.leaves_at, **_said(decision))
    return one.claim


def _require_money(claim: Claim, approved: Decimal) -> None:
    """Not less than before, and no more than is held for the claim; else ActionRefused.

    Nothing changes either figure until the decision leaves, so what is decided can be carried out.
    """
    fund = funds.fund_for(claim.partner, claim.program, claim.period)
    before = approved_for(fund, claim)
    if approved < before:
        raise ActionRefused(_("What was approved before stays approved; the dispute cannot lower it."))
    if not (enough := may_use_held(fund, approved - before, claim)):
        raise ActionRefused(enough)


def _decision(
    one: Act, kind: DecisionKind, outcomes: dict[Expense, LineOutcome], reason: str, despite: Despite
) -> Decision:
    """Write one decision with its lines.

    Raises ActionRefused for a line left out, too much, or a cut or a possible duplicate unexplained.
    """
    expenses = list(one.claim.expenses.all())
    if {expense.pk for expense in expenses} != {expense.pk for expense in outcomes}:
        raise ActionRefused(_("The lines of the claim have changed. Look at them again."))
    flagged = flagged_lines(one.claim)
    for expense, outcome in outcomes.items():
        _check_line(expense, outcome, reason)
        if outcome.approved and expense.pk in flagged and not despite.get(expense, "").strip():
            raise ActionRefused(UNEXPLAINED % {"number": expense.position})
    total = sum((outcome.approved for outcome in outcomes.values()), Decimal(0))
    decision = Decision.objects.create(
        claim=one.claim,
        kind=kind,
        by=one.person,
        at=one.at,
        approved=total,
        reason=reason,
        leaves_at=one.at + LEAVES_AFTER if kind == DecisionKind.DECISION else None,
    )
    DecisionLine.objects.bulk_create(
        DecisionLine(
            decision=decision,
            expense=expense,
            claimed=expense.amount,
            approved=outcome.approved,
            despite=despite.get(expense, "").strip() if outcome.approved and expense.pk in flagged else "",
            **_why(expense, outcome, reason),
        )
        for expense, outcome in outcomes.items()
    )
    return decision


def _said(decision: Decision) -> dict[str, Any]:
    """For the history: the words, what was cut and why, and why flagged lines are approved."""
    despite = decision.lines.exclude(despite="").select_related("expense")
    return {
        "because": decision.reason,
        "cuts": cuts_of(decision),
        "despite": [{"line": line.expense.position, "words": line.despite} for line in despite],
    }


def _why(expense: Expense, outcome: LineOutcome, reason: str) -> dict[str, Any]:
    """Of a cut: its reason; where a line has none of its own, the one for the decision as a whole."""
    if outcome.approved >= expense.amount:
        return {}
    return {"code": outcome.code, "reason": outcome.words or ("" if outcome.code else reason)}


def _check_line(expense: Expense, outcome: LineOutcome, reason: str) -> None:
    """Within what was claimed, readable where it is paid, explained where it is cut; else ActionRefused."""
    amount = outcome.approved
    if not 0 <= amount <= expense.amount:
        raise ActionRefused(_("No more can be approved than was claimed."))
    if amount and expense.document and expense.document.state != State.CLEAN:
        raise ActionRefused(UNREAD % {"name": expense.document.name})
    if amount < expense.amount and not (outcome.code or (outcome.words or reason).strip()):
        raise ActionRefused(_("Say why the claim is cut or rejected."))
