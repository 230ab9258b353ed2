"""What payments mean for the recoveries they offset (R16); each joins the caller's transaction, which holds these."""

from datetime import datetime
from typing import Any

from history.actions import record
from payments.actions import telling
from payments.enums import RecoveryState
from payments.models import Payment, Recovery
from payments.recoveries import on_the_way, outstanding


def settle_offset(payment: Payment, at: datetime) -> None:
    """A payment arrived: what it kept back has come back; a recovery of which nothing is owed any more is settled."""
    for offset in payment.offsets.select_related("recovery__claim__program", "recovery__claim__partner"):
        settle_if_nothing_is_owed(offset.recovery, at)


def settle_if_nothing_is_owed(recovery: Recovery, at: datetime) -> bool:
    """Settled, once nothing is owed and no payment that keeps something back is still on its way."""
    unsettled = recovery.state in (RecoveryState.OPEN, RecoveryState.ANNOUNCED)
    if not unsettled or outstanding(recovery) or on_the_way(recovery):
        return False
    move(recovery, RecoveryState.SETTLED, "settle", None, at)
    telling.recovery_settled(recovery, at)
    return True


def owe_again(payment: Payment, at: datetime) -> None:
    """A payment did not arrive: what it kept back of recoveries that were settled is owed again."""
    for offset in payment.offsets.select_related("recovery__claim__program", "recovery__claim__partner"):
        if offset.recovery.state == RecoveryState.SETTLED:
            move(offset.recovery, RecoveryState.ANNOUNCED, "owe_again", None, at, payment=payment.reference)


def move(
    recovery: Recovery, state: RecoveryState, verb: str, user: Any | None, at: datetime, **params: Any
) -> None:
    """Another state, and the event of the verb. The caller has asked the workflow, and holds the recovery."""
    recovery.state = state
    recovery.save(update_fields=["state"])
    record(recovery, f"payments.{verb}", actor=user, at=at, **params)
