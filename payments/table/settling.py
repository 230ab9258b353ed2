"""What becomes of a payment once the bank has it (R17), and of money that has to come back (R16).

A statement says it by itself; by hand one payer notes what failed, and two clear up what nobody knows.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from lifecycle import Transition, Verdict
from lifecycle.transitions import YES
from payments import proposed
from payments.enums import PaymentStage, RecoveryState
from payments.permissions import CLOCK
from programs.enums import VendorRole

S, V = PaymentStage, RecoveryState
WITH_THE_BANK, ENDED = (S.SENT, S.UNKNOWN), (S.FAILED, S.RETURNED)
UNSETTLED = (V.OPEN, V.ANNOUNCED)
PAYER, MANAGER = VendorRole.PAYER, VendorRole.MANAGER


def not_cleared(payment: Any, user: Any, at: datetime) -> Verdict:
    """Once is enough."""
    return Verdict(False, _("This is cleared already.")) if payment.cleared_at else YES


PAYMENTS: tuple[Transition, ...] = (
    Transition(
        "confirm", WITH_THE_BANK, S.PAID, (CLOCK, PAYER), _("Paid: the bank booked it on %(booked_on)s")
    ),
    Transition("bounce", WITH_THE_BANK, S.FAILED, (CLOCK, PAYER), _("Failed, as the bank says: %(fault)s")),
    Transition("come_back", (S.PAID,), S.RETURNED, (CLOCK, PAYER), _("Came back from the bank: %(fault)s")),
    Transition("note_failure", (S.SENT,), S.FAILED, (PAYER,), _("Noted as failed: %(fault)s")),
    Transition(
        "lose_track", (S.SENT,), S.UNKNOWN, (PAYER,), _("Nobody knows whether the bank has it: %(fault)s")
    ),
    Transition(proposed.PROPOSE_OUTCOME, (S.UNKNOWN,), None, (PAYER,), _("Proposed: %(outcome)s. %(note)s")),
    Transition(
        "agree_outcome",
        (S.UNKNOWN,),
        None,
        (PAYER,),
        _("Cleared up together with %(second)s: %(outcome)s. %(note)s"),
        (proposed.by_somebody_else,),
    ),
    Transition("clear", ENDED, None, (PAYER,), _("Bank data looked at: %(reason)s"), (not_cleared,)),
)
RECOVERIES: tuple[Transition, ...] = (
    Transition(
        "open_recovery", (V.OPEN,), V.OPEN, (PAYER, MANAGER, CLOCK), _("Has to come back: %(reason)s")
    ),
    Transition(
        "announce",
        (V.OPEN,),
        V.ANNOUNCED,
        (PAYER, MANAGER),
        _("Announced to the partner; offset from %(offset_from)s on"),
    ),
    Transition("note_repayment", UNSETTLED, None, (PAYER,), _("Repaid: %(amount)s, %(reference)s")),
    Transition(
        proposed.PROPOSE_WAIVER,
        UNSETTLED,
        None,
        (PAYER, MANAGER),
        _("Proposed not to ask for it: %(reason)s"),
    ),
    Transition(
        "waive",
        UNSETTLED,
        V.WAIVED,
        (PAYER, MANAGER),
        _("Waived together with %(second)s: %(reason)s"),
        (proposed.by_somebody_else,),
    ),
    Transition(
        "call_off", UNSETTLED, V.WAIVED, (CLOCK,), _("The originals are in order after all: nothing is owed")
    ),
    Transition("settle", UNSETTLED, V.SETTLED, (CLOCK,), _("Nothing is owed any more")),
    Transition(
        "owe_again", (V.SETTLED,), V.ANNOUNCED, (CLOCK,), _("Owed again: payment %(payment)s did not arrive")
    ),
)
ROWS = (*PAYMENTS, *RECOVERIES)
