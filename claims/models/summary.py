from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Summary(models.Model):
    """What a claim was when it was submitted, and the PDF a worker writes of it; never changed.

    A second submit, after the claim was taken back, makes a new version; the old ones stay readable.
    """

    claim = models.ForeignKey(
        "claims.Claim", models.CASCADE, related_name="summaries", verbose_name=_("claim")
    )
    version = models.PositiveSmallIntegerField(_("version"))
    #: Everything the document says: amounts with a point, days and instants as in ISO 8601.
    data = models.JSONField(_("what was submitted"))
    language = models.CharField(_("language"), max_length=5)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("submitted by")
    )
    submitted_at = models.DateTimeField(_("submitted"))
    document = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="summaries",
        verbose_name=_("document"),
    )

    class Meta:
        verbose_name = _("summary of a claim")
        verbose_name_plural = _("summaries of claims")
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "version"],
                name="claims_summary_version_once",
                violation_error_message=_("Somebody else submitted in the same moment."),
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1),
                name="claims_summary_version_from_one",
                violation_error_message=_("Versions are counted from 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim.number}-{self.version}"
