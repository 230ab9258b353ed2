from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from associations.enums import OPEN_STATES, REVIEWED_STATES, AssociationState
from programs.enums import VendorRole

if TYPE_CHECKING:
    from accounts.models import Partner
    from associations.models import Association, AssociationItem, CustomerLink

#: So many that words were found in are named one by one.
FEW = 2000
#: Whose work lies in the queue, or who looks into it (R8).
QUEUE_ROLES = (VendorRole.REVIEWER, VendorRole.MANAGER, VendorRole.AUDITOR)


class AssociationQuerySet(models.QuerySet["Association"]):
    def visible_to(self, user: Any) -> "AssociationQuerySet":
        """Of the person's locations and programs; and, once submitted, of programs they have a vendor role in.

        The first line of every view (R7, R8): whatever is not in here does not exist for the person.
        """
        from accounts.models import Membership
        from programs.models import Program
        from programs.querysets import membership_may_use

        mine = Membership.objects.filter(
            membership_may_use("program_id"), user=user.pk, partner=models.OuterRef("partner_id")
        )
        staffed = Program.objects.with_role(user, *VendorRole).values("pk")
        return self.filter(models.Exists(mine) | Q(program__in=staffed) & ~Q(state=AssociationState.DRAFT))

    def of_partner(self, user: Any, partner: "Partner") -> "AssociationQuerySet":
        """What a person sees of one of their locations."""
        return self.visible_to(user).filter(partner=partner)

    def in_queue(self, user: Any) -> "AssociationQuerySet":
        """What was submitted in the programs in which the person reviews, manages or audits; never of their company."""
        from programs.permissions import held_roles

        staffed = {one.program_id for one in held_roles(user) if one.role in QUEUE_ROLES}
        found = self if None in staffed else self.filter(program__in=staffed)
        return found.exclude(state=AssociationState.DRAFT).outside_company_of(user)

    def takeable_by(self, user: Any) -> "AssociationQuerySet":
        """What a reviewer may work on now: waiting for us, and not a dispute over their own decision (R8)."""
        from programs.permissions import held_roles

        reviewed = {one.program_id for one in held_roles(user) if one.role == VendorRole.REVIEWER}
        return (
            self.filter(state__in=REVIEWED_STATES, program__in=reviewed, cleared_at=None)
            .exclude(state=AssociationState.DISPUTED, decided_by=user)
            .outside_company_of(user)
        )

    def outside_company_of(self, user: Any) -> "AssociationQuerySet":
        """R8: nobody reviews their own company; nothing of it is in a queue of theirs."""
        from accounts.permissions import companies_of

        companies = companies_of(user)
        if not companies:
            return self
        return self.exclude(Q(partner__in=companies) | Q(partner__parent__in=companies))

    def found_by(self, wanted: Q) -> "AssociationQuerySet":
        """Those with the words looked for; one query more.

        Few are found by the index of words and named. Where they are many, some stand near the beginning of any order,
        and looking through the rows in that order finds a page of them sooner than gathering them all.
        """
        found = list(self.filter(wanted).order_by().values_list("pk", flat=True)[: FEW + 1])
        return self.filter(pk__in=found) if len(found) <= FEW else self.filter(wanted)

    def open(self) -> "AssociationQuerySet":
        return self.filter(state__in=OPEN_STATES)

    def for_acting(self) -> "AssociationQuerySet":
        """With what every act reads."""
        return self.select_related("partner", "program", "owner")

    def for_lists(self) -> "AssociationQuerySet":
        """With what a row of a list draws; two queries however many rows."""
        return self.select_related("partner", "program", "owner", "taken_by").prefetch_related("items")

    def for_page(self) -> "AssociationQuerySet":
        """With what the pages of one association read."""
        return self.select_related(
            "partner", "program", "owner", "submitted_by", "taken_by", "decided_by", "renewed_from"
        ).prefetch_related(
            "items", "proofs__document__uploaded_by", "proofs__added_by", "links__message", "answers"
        )

    def cleared(self) -> "AssociationQuerySet":
        """Checked by us, waiting only for the customer."""
        return self.filter(cleared_at__isnull=False, state__in=REVIEWED_STATES)


class AssociationItemQuerySet(models.QuerySet["AssociationItem"]):
    def same_as(self, items: Any) -> "AssociationItemQuerySet":
        """Items of any association about the same workloads or subscriptions of the same customer.

        items: rows with `tenant_id` and `code`; none: nothing.
        """
        wanted = Q(pk__in=[])
        by_tenant: dict[Any, set[str]] = {}
        for one in items:
            by_tenant.setdefault(one.tenant_id, set()).add(one.code)
        for tenant, codes in by_tenant.items():
            wanted |= Q(tenant_id=tenant, code__in=codes)
        return self.filter(wanted)

    def active(self) -> "AssociationItemQuerySet":
        """Of approved associations."""
        return self.filter(active=True)


class CustomerLinkQuerySet(models.QuerySet["CustomerLink"]):
    def in_force(self) -> "CustomerLinkQuerySet":
        """Not replaced by a newer one."""
        return self.filter(replaced_at=None)
