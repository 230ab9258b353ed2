"""What payments tell a claim (R17); the claim stays in its state."""

from django.utils.translation import gettext_lazy as _

from claims.enums import DRAFT_STATES, ClaimRole, ClaimState
from lifecycle import Transition

ROWS: tuple[Transition, ...] = (
    Transition(
        "record_payment",
        tuple(state for state in ClaimState if state not in DRAFT_STATES),
        None,
        (ClaimRole.CLOCK,),
        _("%(payment)s"),
    ),
)
