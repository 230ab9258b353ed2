"""Who else claims the same workload or subscription of a customer, and who is recorded for it (domain 7.7)."""

from django.db.models import F, QuerySet

from associations.enums import OPEN_STATES
from associations.models import Association, AssociationItem


def rivals_of(association: Association) -> QuerySet[Association]:
    """Other partners' associations about the same: submitted or approved, the most recent dated proof first."""
    same = AssociationItem.objects.same_as(association.items.all()).values("association")
    others = Association.objects.filter(pk__in=same).exclude(partner=association.partner_id)
    running = others.filter(state__in=OPEN_STATES) | others.filter(items__active=True)
    return running.distinct().order_by(F("signed_on").desc(nulls_last=True), "pk")


def recorded_elsewhere(association: Association) -> list[AssociationItem]:
    """What another association holds now: of another partner, or an earlier one of the same."""
    held = AssociationItem.objects.same_as(association.items.all()).active()
    return list(held.exclude(association=association.pk).select_related("association"))
