from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models

from accounts.enums import PartnerRole

if TYPE_CHECKING:
    from accounts.models import Membership, Partner, PayeeVersion


class PartnerQuerySet(models.QuerySet["Partner"]):
    def of(self, user: Any) -> "PartnerQuerySet":
        """The locations a person works for."""
        return self.filter(memberships__user=user)

    def with_one_admin(self) -> "PartnerQuerySet":
        """Locations with a single incentives admin who may sign in (R7)."""
        admin = models.Q(memberships__role=PartnerRole.ADMIN, memberships__user__is_active=True)
        return self.alias(admins=models.Count("memberships", filter=admin)).filter(admins=1)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def admins(self) -> "MembershipQuerySet":
        return self.filter(role=PartnerRole.ADMIN)

    def in_company(self, partner: "Partner") -> "MembershipQuerySet":
        """Memberships of the whole company a location belongs to: its group and all the group's locations."""
        top = partner.parent_id or partner.pk
        return self.filter(models.Q(partner=top) | models.Q(partner__parent=top))


class PayeeVersionQuerySet(models.QuerySet["PayeeVersion"]):
    def standing(self) -> "PayeeVersionQuerySet":
        """Not withdrawn: waiting, in force, or replaced since."""
        return self.filter(withdrawn_at=None)

    def in_force(self, at: datetime) -> "PayeeVersionQuerySet":
        """Their waiting time is over; the newest of each location is the one money flows on."""
        return self.standing().filter(in_force_from__lte=at).order_by("-number")

    def pending(self, at: datetime) -> "PayeeVersionQuerySet":
        """Waiting for their 72 hours; at most one a location, a newer change withdraws it."""
        return self.standing().filter(in_force_from__gt=at).order_by("-number")
