"""Calling for originals, also after payment (R16); the claim stays in its state."""

from django.utils.translation import gettext_lazy as _

from claims import calls
from claims.enums import DECIDED_STATES, OPEN_STATES, ClaimRole, ClaimState
from lifecycle import Transition

S, R = ClaimState, ClaimRole
PARTNER = (R.ADMIN, R.USER)
SENT = (*OPEN_STATES, *DECIDED_STATES)
#: A call goes on where the claim is withdrawn meanwhile.
CALLED = (*SENT, S.WITHDRAWN)

ROWS: tuple[Transition, ...] = (
    Transition(
        "call",
        SENT,
        None,
        (R.REVIEWER,),
        _("Originals called for, due %(due)s: %(words)s"),
        (calls.was_taken, calls.still_kept, calls.nothing_called),
    ),
    Transition(
        "prepare_call",
        CALLED,
        None,
        PARTNER,
        _("Answer to the call for originals prepared: %(what)s"),
        (calls.unanswered,),
    ),
    Transition(
        "answer_call",
        CALLED,
        None,
        PARTNER,
        _("Call for originals answered: %(answer)s. %(words)s"),
        (calls.unanswered,),
    ),
    Transition(
        "close_call",
        CALLED,
        None,
        (R.REVIEWER,),
        _("Call for originals closed: %(outcome)s. %(words)s"),
        (calls.called,),
    ),
    Transition(
        "call_lapses",
        CALLED,
        None,
        (R.CLOCK,),
        _("The call for originals was not answered in time; what was paid may be recovered"),
        (calls.answer_too_late,),
    ),
)
