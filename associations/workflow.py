"""May the state go from A to B: the one verdict over the rows of `associations.table`."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from associations.enums import AssociationRole
from associations.models import Association
from associations.permissions import STAFF_ROLES, roles_of
from associations.table import BY_VERB, TABLE
from lifecycle import Transition, Verdict
from lifecycle.transitions import judge

__all__ = ["BY_VERB", "TABLE", "allowed", "verdict", "wrong_role"]


def verdict(association: Association, verb: str, user: Any | None, at: datetime) -> Verdict:
    """Yes, or no and why: role first, then state, then the row's guards in order.

    user None is the clock, `permissions.CUSTOMER` whoever holds the link. Raises KeyError for a verb
    the table does not have.
    """
    return _verdict(association, BY_VERB[verb], user, at, roles_of(user, association))


def allowed(association: Association, user: Any, at: datetime) -> dict[str, Verdict]:
    """The verdict of every verb, for the buttons of a page. Templates ask `allowed.submit.ok`."""
    roles = roles_of(user, association)
    return {verb: _verdict(association, row, user, at, roles) for verb, row in BY_VERB.items()}


def _verdict(
    association: Association, row: Transition, user: Any, at: datetime, roles: frozenset[AssociationRole]
) -> Verdict:
    return judge(
        row,
        association,
        user,
        at,
        roles,
        wrong_role=wrong_role,
        wrong_state=lambda one: _wrong_state(one, staff=bool(roles & STAFF_ROLES)),
    )


def wrong_role(row: Transition) -> str:
    """The sentence of 403: who may."""
    roles = [str(AssociationRole(role).label) for role in row.roles]
    return _("Only these may do this: %(roles)s.") % {"roles": ", ".join(roles)}


def _wrong_state(association: Association, *, staff: bool) -> str:
    words = _("The association is not in a state for this. It is: %(state)s.")
    return words % {"state": association.staff_label if staff else association.partner_label}
