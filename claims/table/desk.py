"""Who works on what, as a lead arranges it; the claim stays in its state."""

from django.utils.translation import gettext_lazy as _

from claims.enums import OPEN_STATES, ClaimRole
from lifecycle import Transition

ROWS: tuple[Transition, ...] = (
    Transition("assign", OPEN_STATES, None, (ClaimRole.MANAGER,), _("Given to %(to)s")),
    Transition(
        "release",
        OPEN_STATES,
        None,
        (ClaimRole.MANAGER,),
        _("Taken from %(names)s; anybody may work on it"),
    ),
)
