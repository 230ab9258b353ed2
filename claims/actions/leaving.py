"""A decision leaves the house: until then whoever made it can undo it, and the partner knows nothing of it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from claims.actions import lettering
from claims.actions.door import Act, act
from claims.actions.submitting import release_rest
from claims.cuts import cuts_of
from claims.enums import ClaimRole, ClaimState
from claims.models import Claim, Decision, Letter
from claims.permissions import partner_people
from funds.actions import ledger as funds
from funds.workflow import approved_for, held_for
from history.actions import record
from notifications.actions.sending import send

#: How long a decision can be undone before it leaves.
LEAVES_AFTER = timedelta(minutes=10)


def undo(claim_id: int, *, user: Any) -> Claim:
    """Take back a decision that has not left; the claim stands as before, and the history says so."""
    with act(claim_id, "undo", user) as one:
        one.claim.decisions.leaving().update(undone_at=one.at, undone_by=user)
        one.move()
        one.note()
    return one.claim


def leave(claim_id: int, *, user: Any | None) -> Claim:
    """Carry the waiting decision out. user: who made it and does not wait for its time; None: the clock.

    In this order: what was held and is approved moves to approved; what a dispute leaves over is freed, and any
    other cut stays held until the dispute window is over (R11); the state, the history, the letters.
    """
    with act(claim_id, "leave", user) as one:
        carry_out(one)
    return one.claim


def carry_out(one: Act) -> None:
    """The part of `leave` inside its transaction; the clock comes here too."""
    claim, decision = one.claim, one.claim.decisions.leaving().select_related("by").get()
    rest = _move_money(one, decision)
    decision.left_at = one.at
    decision.save(update_fields=["left_at"])
    one.move(
        ClaimState.APPROVED if decision.approved else ClaimState.REJECTED,
        approved=decision.approved,
        decided_at=one.at,
        decided_by=decision.by,
        came_from="",
        waiting_since=None,
    )
    facts = {"approved": decision.approved, "claimed": claim.claimed, "currency": claim.currency}
    said = {"because": decision.reason, "cuts": cuts_of(decision)}
    record(claim, "claim.leave", actor=decision.by, at=one.at, **facts, **said)
    _tell(one, lettering.promise(one, decision, rest))


def _move_money(one: Act, decision: Decision) -> Decimal:
    """What is approved, and what a dispute leaves over. Returns what was held and is not approved."""
    claim = one.claim
    fund = funds.fund_for(claim.partner, claim.program, claim.period)
    if more := decision.approved - approved_for(fund, claim):
        funds.approve(fund, more, subject=claim, actor=decision.by, at=one.at)
    rest = held_for(fund, claim)
    if claim.disputed_at:
        release_rest(one)
    return rest


def _tell(one: Act, letter: Letter) -> None:
    """One mail to whoever looks after the claim and to the admins; it says what the letter says and leads to it."""
    claim = one.claim
    facts = {**letter.data, "public_id": claim.public_id}
    for person in {claim.owner, *partner_people(claim, ClaimRole.ADMIN)}:
        key = str(letter.decision_id)
        send("claim_decided", to=person, subject=claim, key=key, at=one.at, **facts)
