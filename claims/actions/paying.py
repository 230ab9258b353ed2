"""The one door through which payments reach a claim and its fund (R17)."""

from decimal import Decimal
from typing import Any

from claims.actions.door import act
from claims.enums import PaymentHold, PaymentState
from claims.models import Claim
from funds.actions import ledger as funds
from history.actions import record


def record_payment(
    claim_id: int,
    state: PaymentState,
    *,
    actor: Any | None,
    hold: PaymentHold | str = "",
    paid: Decimal | None = None,
    came_back: Decimal | None = None,
    **facts: Any,
) -> Claim:
    """Write how far the payment of a claim is, and what left or came back, in its fund's ledger.

    hold: why, where the state is ON_HOLD. paid, came_back: in the program's currency, what the bank
    confirmed or gave back now. actor: whose act it follows from; None: the portal's own. facts: for the
    history, plain values: reference, batch, words. Nothing is written in the history where nothing is new.
    Raises ActionRefused where more is paid than is approved, or more comes back than was paid.
    """
    with act(claim_id, "record_payment", None) as one:
        claim = one.claim
        fund = funds.fund_for(claim.partner, claim.program, claim.period)
        if paid:
            funds.pay(fund, paid, subject=claim, actor=actor, at=one.at)
        if came_back:
            funds.returned(fund, came_back, subject=claim, actor=actor, at=one.at)
        new = (claim.payment_state, claim.payment_hold) != (state, hold) or paid or came_back
        claim.payment_state, claim.payment_hold, claim.payment_edition = state, hold, claim.edition
        claim.save(update_fields=["payment_state", "payment_hold", "payment_edition"])
        if new:
            moved = {"amount": paid or came_back} if paid or came_back else {}
            said = {"payment_state": state, "hold": hold, **moved, **facts}
            record(claim, "claim.record_payment", actor=actor, at=one.at, **said)
    return claim
