from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

USER = settings.AUTH_USER_MODEL


class Restriction(models.Model):
    """Two people lock a file away (R14): its bytes stay, and each look needs a recorded reason.

    It works from the moment the second person agrees, until it is lifted.
    """

    document = models.ForeignKey(
        "documents.Document", models.PROTECT, related_name="restrictions", verbose_name=_("document")
    )
    reason = models.TextField(_("reason"), max_length=1000)
    asked_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"))
    agreed_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agreed by")
    )
    agreed_at = models.DateTimeField(_("agreed"), null=True, blank=True)
    ended_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("restriction")
        verbose_name_plural = _("restrictions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(ended_at=None),
                name="documents_restriction_one",
                violation_error_message=_("This file is restricted already, or somebody has asked for it."),
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None, agreed_at=None)
                | (Q(agreed_by__isnull=False, agreed_at__isnull=False) & ~Q(agreed_by=F("asked_by"))),
                name="documents_restriction_by_two",
                violation_error_message=_("A second person agrees to a restriction."),
            ),
            models.CheckConstraint(
                condition=Q(ended_by=None, ended_at=None) | Q(ended_by__isnull=False, ended_at__isnull=False),
                name="documents_restriction_ended_by_somebody",
                violation_error_message=_("Who ends a restriction is known."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="documents_restriction_has_reason",
                violation_error_message=_("A restriction has a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}: {self.reason[:40]}"

    @property
    def works(self) -> bool:
        """Two people agreed, and nobody ended it."""
        return self.agreed_at is not None and self.ended_at is None
