from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

USER = settings.AUTH_USER_MODEL


class Handover(models.Model):
    """A draft given to the incentives admins as ready to submit, and perhaps handed back (R7).

    The newest one counts while `Claim.ready_at` stands.
    """

    claim = models.ForeignKey(
        "claims.Claim", models.CASCADE, related_name="handovers", verbose_name=_("claim")
    )
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("handed over by"))
    at = models.DateTimeField(_("handed over"))
    words = models.CharField(_("note"), max_length=1000, blank=True)
    #: How many things were missing then.
    missing = models.PositiveSmallIntegerField(_("missing then"), default=0)
    back_at = models.DateTimeField(_("handed back"), null=True, blank=True)
    back_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("handed back by")
    )
    back_words = models.CharField(_("why"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(back_at=None, back_by=None, back_words="")
                | (Q(back_at__isnull=False, back_by__isnull=False) & ~Q(back_words="")),
                name="claims_handover_back_whole",
                violation_error_message=_("Who hands a draft back says why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by} {self.at:%Y-%m-%d}"
