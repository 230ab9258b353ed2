"""What reviewers and approvers do with a submitted claim."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.actions.door import Act, act
from claims.actions.submitting import release_rest
from claims.duplicates import flagged_lines
from claims.enums import ClaimRole, ClaimState, DecisionKind
from claims.models import Claim, Decision, DecisionLine, Expense
from claims.permissions import eligible_staff, partner_people, roles_of
from documents.enums import State
from funds import actions as funds
from funds.workflow import approved_for
from lifecycle import ActionRefused
from notifications.actions import send
from programs.enums import VendorRole
from review import actions as review
from review.clocks import answer_due

UNREAD = _(
    "The file “%(name)s” did not pass the checks, so its line cannot be approved. Refuse it or ask again."
)
UNEXPLAINED = _(
    "Line %(number)s may be claimed twice: an invoice like it stands in another claim. Say why you approve it."
)
#: Why lines are approved although they may be claimed twice (R18).
Despite = Mapping[Expense, str]
#: An outcome of one line: the amount approved and the reason of a cut.
Outcome = tuple[Decimal, str]


def take(claim_id: int, *, user: Any) -> Claim:
    """Begin to review a claim; from now on the partner cannot take it back."""
    with act(claim_id, "take", user) as one:
        one.move(taken_at=one.at, taken_by=user)
        one.note()
    return one.claim


def request_documents(claim_id: int, words: str, *, user: Any) -> Claim:
    """Ask the partner for more, due by R9; the claim waits for the partner."""
    with act(claim_id, "request", user) as one:
        due = answer_due(one.claim.program, one.claim.partner.country, one.at)
        ask(one, words, due)
    return one.claim


def ask(one: Act, words: str, due: datetime, **about: int) -> None:
    """Open the request, turn the claim over to the partner and tell them; where one is open, ask for this too.

    about: ids the event keeps.
    """
    claim = one.claim
    if open_already := review.open_request(claim):
        request = review.extend(open_already, words, due_at=due)
        due = request.due_at
        one.move()
    else:
        request = review.ask(claim, words, due_at=due, actor=one.user, at=one.at)
        # A recommendation does not outlive it: the claim goes back to where that was made.
        recommended = claim.state == ClaimState.AWAITING_APPROVAL
        one.move(came_from=claim.came_from if recommended else claim.state, waiting_since=None)
    one.note(words=words, due=due, zone=claim.program.zone, **about)
    facts = {
        "number": claim.number,
        "title": claim.title,
        "public_id": claim.public_id,
        "words": words,
        "due": due.isoformat(),
        "zone": claim.program.zone,
    }
    for person in partner_people(claim):
        send(
            "request_made",
            to=person,
            subject=claim,
            key=f"{request.pk}:{claim.edition}",
            at=one.at,
            must_arrive=True,
            **facts,
        )


def recommend(
    claim_id: int,
    outcomes: dict[Expense, Outcome],
    reason: str,
    *,
    user: Any,
    despite: Despite | None = None,
) -> Claim:
    """Above the program's limit: propose a decision, which a second person makes (R10); `despite` as in `decide`."""
    with act(claim_id, "recommend", user) as one:
        decision = _decision(one, DecisionKind.RECOMMENDATION, outcomes, reason, despite or {})
        if not [person for person in eligible_staff(one.claim, VendorRole.APPROVER) if person != user]:
            raise ActionRefused(_("Nobody else may approve in this program. Tell the program manager."))
        one.move(came_from=one.claim.state)
        one.note(amount=decision.approved, currency=one.claim.currency, **_despite(decision))
    return one.claim


def return_to_reviewer(claim_id: int, reason: str, *, user: Any) -> Claim:
    """An approver does not follow the recommendation and says why."""
    with act(claim_id, "return", user) as one:
        one.move(one.claim.came_from, came_from="")
        one.note(reason=reason)
    return one.claim


def decide(
    claim_id: int,
    outcomes: dict[Expense, Outcome],
    reason: str,
    *,
    user: Any,
    despite: Despite | None = None,
) -> Claim:
    """Decide line by line: APPROVED when any line is paid, else REJECTED.

    outcomes: for every line the approved amount and, for a cut, its reason. despite: for every
    line that may be claimed twice, why it is approved (R18); partners never read it. What was held
    and is approved moves to approved; a cut stays held until the dispute window is over (R11),
    or is freed at once when the dispute was decided. Raises ActionRefused without a reason.
    """
    with act(claim_id, "decide", user) as one:
        claim = one.claim
        decision = _decision(one, DecisionKind.DECISION, outcomes, reason, despite or {})
        fund = funds.fund_for(claim.partner, claim.program, claim.period)
        more = decision.approved - approved_for(fund, claim)
        if more < 0:
            raise ActionRefused(_("What was approved before stays approved; the dispute cannot lower it."))
        if more:
            funds.approve(fund, more, subject=claim, actor=user, at=one.at)
        if claim.disputed_at:
            release_rest(one)
        state = ClaimState.APPROVED if decision.approved else ClaimState.REJECTED
        one.move(
            state,
            approved=decision.approved,
            decided_at=one.at,
            decided_by=user,
            came_from="",
            waiting_since=None,
        )
        facts = {"approved": decision.approved, "claimed": claim.claimed, "currency": claim.currency}
        one.note(**facts, reason=reason, **_despite(decision))
        _tell(one, decision)
    return one.claim


def _decision(
    one: Act, kind: DecisionKind, outcomes: dict[Expense, Outcome], reason: str, despite: Despite
) -> Decision:
    """Write one decision with its lines.

    Raises ActionRefused for a line left out, too much, or a cut or a possible duplicate unexplained.
    """
    expenses = list(one.claim.expenses.all())
    if {expense.pk for expense in expenses} != {expense.pk for expense in outcomes}:
        raise ActionRefused(_("The lines of the claim have changed. Look at them again."))
    flagged = flagged_lines(one.claim)
    for expense, (amount, why) in outcomes.items():
        _check_line(expense, amount, (why or reason).strip())
        if amount and expense.pk in flagged and not despite.get(expense, "").strip():
            raise ActionRefused(UNEXPLAINED % {"number": expense.position})
    total = sum((amount for amount, _why in outcomes.values()), Decimal(0))
    decision = Decision.objects.create(
        claim=one.claim, kind=kind, by=one.person, at=one.at, approved=total, reason=reason
    )
    DecisionLine.objects.bulk_create(
        DecisionLine(
            decision=decision,
            expense=expense,
            claimed=expense.amount,
            approved=amount,
            reason=(why or reason) if amount < expense.amount else "",
            despite=despite.get(expense, "").strip() if amount and expense.pk in flagged else "",
        )
        for expense, (amount, why) in outcomes.items()
    )
    return decision


def _despite(decision: Decision) -> dict[str, Any]:
    """For the history: why flagged lines are approved, by line; nothing where none is."""
    said = [
        {"line": line.expense.position, "words": line.despite}
        for line in decision.lines.exclude(despite="").select_related("expense")
    ]
    return {"despite": said} if said else {}


def _check_line(expense: Expense, amount: Decimal, why: str) -> None:
    """Within what was claimed, readable where it is paid, explained where it is cut; else ActionRefused."""
    if not 0 <= amount <= expense.amount:
        raise ActionRefused(_("No more can be approved than was claimed."))
    if amount and expense.document and expense.document.state != State.CLEAN:
        raise ActionRefused(UNREAD % {"name": expense.document.name})
    if amount < expense.amount and not why:
        raise ActionRefused(_("Say why the claim is cut or rejected."))


def _tell(one: Act, decision: Decision) -> None:
    claim = one.claim
    facts = {
        "number": claim.number,
        "title": claim.title,
        "public_id": claim.public_id,
        "approved": str(claim.approved),
        "claimed": str(claim.claimed),
        "currency": claim.currency,
        "reason": decision.reason,
        "dispute_days": claim.program.dispute_days,
        "payment_days": claim.program.payment_days,
    }
    for person in {claim.owner, *partner_people(claim, ClaimRole.ADMIN)}:
        key = str(decision.pk)
        send("claim_decided", to=person, subject=claim, key=key, at=one.at, must_arrive=True, **facts)


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
