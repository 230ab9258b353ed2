from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

USER = settings.AUTH_USER_MODEL


class Reversal(models.Model):
    """Two people take an approval back while it is unpaid (1.1): one asks, the other agrees or ends it."""

    claim = models.ForeignKey(
        "claims.Claim", models.PROTECT, related_name="reversals", verbose_name=_("claim")
    )
    reason = models.TextField(_("reason"), max_length=2000)
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
        verbose_name = _("reversal")
        verbose_name_plural = _("reversals")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(agreed_at=None, ended_at=None),
                name="claims_reversal_one_open",
                violation_error_message=_("Somebody has asked already to take this decision back."),
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None, agreed_at=None)
                | (Q(agreed_by__isnull=False, agreed_at__isnull=False) & ~Q(agreed_by=F("asked_by"))),
                name="claims_reversal_by_two",
                violation_error_message=_("A second person agrees to take a decision back."),
            ),
            models.CheckConstraint(
                condition=Q(ended_by=None, ended_at=None)
                | Q(ended_by__isnull=False, ended_at__isnull=False, agreed_at=None),
                name="claims_reversal_agreed_or_ended",
                violation_error_message=_("It is agreed to, or ended by somebody, not both."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="claims_reversal_has_reason",
                violation_error_message=_("Say why the decision is taken back."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim}: {self.reason[:40]}"
