"""After a decision has left: the partner disputes or accepts it, or two of ours take it back (1.1)."""

from django.utils.translation import gettext_lazy as _

from claims import guards, rest, reversals
from claims.enums import DECIDED_STATES, ClaimRole, ClaimState
from lifecycle import Transition

S, R = ClaimState, ClaimRole
DECIDERS = (R.REVIEWER, R.APPROVER)
#: What can be disputed can be accepted too.
OPEN_TO_DISPUTE = (guards.has_cut, guards.not_disputed_before, guards.dispute_window_open, rest.not_accepted)

ROWS: tuple[Transition, ...] = (
    Transition(
        "prepare_dispute", DECIDED_STATES, None, (R.ADMIN,), _("Dispute prepared: %(what)s"), OPEN_TO_DISPUTE
    ),
    Transition(
        "dispute", DECIDED_STATES, S.DISPUTED, (R.ADMIN,), _("Disputed: %(statement)s"), OPEN_TO_DISPUTE
    ),
    Transition(
        "accept",
        DECIDED_STATES,
        None,
        (R.ADMIN,),
        _("Decision accepted; %(amount)s that were held for a dispute are let go"),
        OPEN_TO_DISPUTE,
    ),
    Transition(
        "ask_reversal",
        (S.APPROVED,),
        None,
        DECIDERS,
        _("Asked to take the decision back: %(reason)s"),
        (guards.unpaid, reversals.not_asked),
    ),
    Transition(
        "reverse",
        (S.APPROVED,),
        S.UNDER_REVIEW,
        DECIDERS,
        _("Decision reversed together with %(second)s: %(reason)s"),
        (guards.unpaid, reversals.asked_by_somebody_else),
    ),
    Transition(
        "end_reversal",
        (S.APPROVED,),
        None,
        DECIDERS,
        _("The decision is not taken back"),
        (reversals.asked,),
    ),
)
