from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from associations.engagements import WORKLOADS
from associations.enums import ItemKind
from associations.models.association import Association
from associations.querysets import AssociationItemQuerySet


class AssociationItem(models.Model):
    """One workload or subscription of the customer; while the association is approved, nobody else's."""

    association = models.ForeignKey(
        Association, models.CASCADE, related_name="items", verbose_name=_("association")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ItemKind)
    #: A code of WORKLOADS, or a subscription's number in lower case.
    code = models.CharField(_("workload or subscription"), max_length=60)
    #: The association's; here so that the database can hold the one rule that matters.
    tenant_id = models.UUIDField(_("tenant id"), null=True, blank=True)
    active = models.BooleanField(_("recorded"), default=False)

    objects = AssociationItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("workload or subscription")
        verbose_name_plural = _("workloads and subscriptions")
        ordering = ["association", "code"]
        indexes = [models.Index(fields=["tenant_id", "code"], name="associations_item_same")]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "code"],
                name="associations_item_once",
                violation_error_message=_("This workload or subscription is named already."),
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "code"],
                condition=Q(active=True),
                name="associations_one_partner_each",
                violation_error_message=_(
                    "Another partner is recorded for this workload or subscription of the customer."
                ),
            ),
            models.CheckConstraint(
                condition=Q(active=False) | Q(tenant_id__isnull=False),
                name="associations_active_item_has_tenant",
                violation_error_message=_("What is recorded belongs to a tenant."),
            ),
        ]

    def __str__(self) -> str:
        return WORKLOADS.get(self.code, self.code)
