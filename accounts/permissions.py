"""Who works for whom (R7); asked of the database once a request."""

from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from accounts.enums import PartnerRole
from accounts.models import Membership, Partner
from lifecycle import Verdict


def partner_role(user: Any, partner: Partner) -> PartnerRole | None:
    """The person's role at a location, or None for a stranger."""
    role = Membership.objects.filter(user=user, partner=partner).values_list("role", flat=True).first()
    return PartnerRole(role) if role else None


def memberships_of(user: Any) -> list[Membership]:
    """Where a person works, by the locations' names; asked once for each user object, as a request has one."""
    places = Membership.objects.select_related("partner").order_by("partner__legal_name", "partner__city")
    prefetch_related_objects([user], Prefetch("memberships", places))
    return list(user.memberships.all())


def works_for_company_of(user: Any, partner: Partner) -> bool:
    """Whether the person belongs to the company of this location; such a person never reviews it (R8)."""
    return Membership.objects.in_company(partner).filter(user=user).exists()


def companies_of(user: Any) -> set[int]:
    """Ids of the companies a person belongs to: of a group its parent, else the location itself."""
    return {one.partner.parent_id or one.partner_id for one in memberships_of(user)}


def may_manage_payee(user: Any, partner: Partner) -> Verdict:
    """Bank data is seen in full and changed by the location's incentives admins alone (R7)."""
    if partner_role(user, partner) == PartnerRole.ADMIN:
        return Verdict(True)
    return Verdict(
        False, _("Only incentives admins of this location see and change its payee profile."), forbidden=True
    )


def may_manage_people(user: Any, partner: Partner) -> Verdict:
    """The people of a location are its incentives admins' affair (R7)."""
    if partner_role(user, partner) == PartnerRole.ADMIN:
        return Verdict(True)
    return Verdict(False, _("Only incentives admins of this location manage its people."), forbidden=True)
