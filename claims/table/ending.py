"""What the time does to a claim (1.1)."""

from django.utils.translation import gettext_lazy as _

from claims import guards
from claims.enums import ClaimRole, ClaimState
from lifecycle import Transition

S, R = ClaimState, ClaimRole

ROWS: tuple[Transition, ...] = (
    Transition(
        "free_rest",
        (S.APPROVED, S.REJECTED),
        None,
        (R.CLOCK,),
        _("The time to dispute is over; what was not approved is free again"),
        (guards.dispute_over,),
    ),
    Transition(
        "expire", (S.EDITING,), S.EXPIRED, (R.CLOCK,), _("Expired at the deadline"), (guards.deadline_passed,)
    ),
    Transition(
        "revive",
        (S.EXPIRED,),
        S.EDITING,
        (R.CLOCK, R.MANAGER),
        _("Brought back: the deadline was extended"),
        (guards.before_deadline,),
    ),
)
