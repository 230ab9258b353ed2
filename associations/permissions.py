"""Who may do what on an association: roles only (R7, R8). State and guards are `workflow.verdict`'s."""

from typing import Any, Final

from accounts.models import User
from associations.enums import AssociationRole
from associations.models import Association
from programs.enums import VendorRole
from programs.permissions import memberships_in, roles_at, staff_for

#: The actor of what a customer does: they have no account, their link is their proof.
CUSTOMER: Final = "customer"
PARTNER_ROLES = frozenset({AssociationRole.ADMIN, AssociationRole.USER})
STAFF_ROLES = frozenset(AssociationRole) - PARTNER_ROLES - {AssociationRole.CLOCK, AssociationRole.CUSTOMER}


def roles_of(user: Any | None, association: Association) -> frozenset[AssociationRole]:
    """All capacities in which somebody may act on it; None is the clock, CUSTOMER whoever holds its link.

    Nobody has a vendor role on an association of their own company (R8).
    """
    if user is None:
        return frozenset({AssociationRole.CLOCK})
    if user == CUSTOMER:
        return frozenset({AssociationRole.CUSTOMER})
    return frozenset(map(AssociationRole, roles_at(user, association.partner, association.program)))


def partner_people(association: Association, *roles: AssociationRole) -> list[User]:
    """The people of its location who may use its program, in one of these roles: whom mails go to."""
    wanted = set(roles or PARTNER_ROLES)
    return [
        one.user for one in memberships_in(association.partner, association.program) if one.role in wanted
    ]


def eligible_staff(association: Association, role: VendorRole) -> list[User]:
    """People of the vendor who may act in this role on it (R8)."""
    return staff_for(association.partner, association.program, role)
