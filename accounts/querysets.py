from typing import TYPE_CHECKING, Any

from django.db import models

from accounts.enums import PartnerRole

if TYPE_CHECKING:
    from accounts.models import Membership, Partner


class PartnerQuerySet(models.QuerySet["Partner"]):
    def of(self, user: Any) -> "PartnerQuerySet":
        """The locations a person works for."""
        return self.filter(memberships__user=user)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def admins(self) -> "MembershipQuerySet":
        return self.filter(role=PartnerRole.ADMIN)

    def in_company(self, partner: "Partner") -> "MembershipQuerySet":
        """Memberships of the whole company a location belongs to: its group and all the group's locations."""
        top = partner.parent_id or partner.pk
        return self.filter(models.Q(partner=top) | models.Q(partner__parent=top))
