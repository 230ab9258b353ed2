from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.partner import new_public_id
from associations.models.association import Association


class AssociationProof(models.Model):
    """A file that shows the work and the customer's acknowledgement (domain 7.6)."""

    public_id = models.CharField(
        _("public id"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    association = models.ForeignKey(
        Association, models.CASCADE, related_name="proofs", verbose_name=_("association")
    )
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, related_name="association_proofs", verbose_name=_("file")
    )
    #: Set where it answers a reviewer's request.
    request = models.ForeignKey(
        "review.Request", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("request")
    )
    #: Prepared for an answer, a dispute or a newer proof; counts once that was sent.
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added"))

    class Meta:
        verbose_name = _("proof of an association")
        verbose_name_plural = _("proof of associations")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "document"],
                name="associations_proof_once",
                violation_error_message=_("This file is here already."),
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(sent_at__gte=models.F("added_at")),
                name="associations_proof_sent_after_added",
                violation_error_message=_("A file is sent after it was added."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.document)
