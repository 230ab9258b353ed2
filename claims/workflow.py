"""May the state go from A to B: the one verdict over the rows of `claims.table`."""

from datetime import datetime
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from claims.enums import ClaimRole
from claims.models import Claim
from claims.permissions import STAFF_ROLES, roles_of
from claims.table import BY_VERB, TABLE
from lifecycle import Transition, Verdict
from lifecycle.transitions import Words, judge

__all__ = ["BY_VERB", "TABLE", "allowed", "verdict", "wrong_role", "wrong_state"]


def verdict(claim: Claim, verb: str, user: Any | None, at: datetime) -> Verdict:
    """Yes, or no and why: role first, then state, then the row's capacities and guards in order.

    user None is the clock. The same sentence greys the button, fills the 403 or 409
    page and stands in the test. Raises KeyError for a verb the table does not have.
    """
    return _verdict(claim, BY_VERB[verb], user, at, roles_of(user, claim))


def _verdict(
    claim: Claim, row: Transition, user: Any | None, at: datetime, roles: frozenset[ClaimRole]
) -> Verdict:
    return judge(
        row,
        claim,
        user,
        at,
        roles,
        wrong_role=wrong_role,
        wrong_state=lambda claim: wrong_state(claim, staff=bool(roles & STAFF_ROLES)),
    )


def allowed(
    claim: Claim, user: Any, at: datetime, roles: frozenset[ClaimRole] | None = None
) -> dict[str, Verdict]:
    """The verdict of every verb, for the buttons of a page. Templates ask `allowed.submit.ok`.

    roles: the person's, where the page has asked for them already.
    """
    roles = roles_of(user, claim) if roles is None else roles
    return {verb: _verdict(claim, row, user, at, roles) for verb, row in BY_VERB.items()}


def _wrong_role(roles: tuple[str, ...]) -> str:
    named = ", ".join(str(ClaimRole(role).label) for role in roles)
    return _("Only these may do this: %(roles)s.") % {"roles": named}


#: Made where it is read: of the verbs a page asks about most are not the person's, and nobody reads why.
_who_may = lazy(_wrong_role, str)


def wrong_role(row: Transition) -> Words:
    """The sentence of 403: who may."""
    return _who_may(row.roles)


def wrong_state(claim: Claim, *, staff: bool = False) -> str:
    """The sentence of 409: how the claim stands, in the words of the reader's side (design R6)."""
    label = claim.staff_label if staff else claim.partner_label
    return _("The claim is not in a state for this. It is: %(state)s.") % {"state": label}
