"""Who works for whom (R7); asked of the database once a request."""

from typing import Any

from accounts.enums import PartnerRole
from accounts.models import Membership, Partner


def partner_role(user: Any, partner: Partner) -> PartnerRole | None:
    """The person's role at a location, or None for a stranger."""
    role = Membership.objects.filter(user=user, partner=partner).values_list("role", flat=True).first()
    return PartnerRole(role) if role else None


def works_for_company_of(user: Any, partner: Partner) -> bool:
    """Whether the person belongs to the company of this location; such a person never reviews it (R8)."""
    return Membership.objects.in_company(partner).filter(user=user).exists()
