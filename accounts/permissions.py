"""Who works for whom (R7); asked of the database once a request."""

from typing import Any

from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.enums import PartnerRole
from accounts.models import Membership, Partner
from lifecycle import Verdict


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
