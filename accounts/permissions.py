"""Who works for whom (R7); asked of the database once a request."""

from typing import Any

from django.db.models.functions import Coalesce

from accounts.enums import PartnerRole
from accounts.models import Membership, Partner


def partner_role(user: Any, partner: Partner) -> PartnerRole | None:
    """The person's role at a location, or None for a stranger."""
    role = Membership.objects.filter(user=user, partner=partner).values_list("role", flat=True).first()
    return PartnerRole(role) if role else None


def works_for_company_of(user: Any, partner: Partner) -> bool:
    """Whether the person belongs to the company of this location; such a person never reviews it (R8)."""
    return Membership.objects.in_company(partner).filter(user=user).exists()


def companies_of(user: Any) -> list[int]:
    """Ids of the companies a person belongs to: of a group its parent, else the location itself."""
    top = Coalesce("partner__parent", "partner")
    return list(Membership.objects.filter(user=user.pk).order_by().values_list(top, flat=True).distinct())
