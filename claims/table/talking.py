"""What is said about a claim that was sent; it changes no state (design 4.1)."""

from django.utils.translation import gettext_lazy as _

from claims.enums import DRAFT_STATES, ClaimRole, ClaimState
from lifecycle import Transition

R = ClaimRole
#: Everybody of the vendor but the auditor, who writes nothing (R8).
STAFF = (R.REVIEWER, R.APPROVER, R.PAYER, R.MANAGER)
BOTH = (R.ADMIN, R.USER, *STAFF)
#: In which staff see the claim.
SENT = tuple(one for one in ClaimState if one not in DRAFT_STATES)

ROWS: tuple[Transition, ...] = (
    Transition("message", SENT, None, BOTH, _("Message written")),
    Transition("needs_no_answer", SENT, None, BOTH, _("Messages read; they need no answer")),
    Transition("note", SENT, None, STAFF, _("Note for colleagues written")),
)
