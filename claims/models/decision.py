from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.enums import DecisionKind


class Decision(models.Model):
    """What somebody recommended or decided, with its reason; never changed, a later one follows it."""

    claim = models.ForeignKey(
        "claims.Claim", models.PROTECT, related_name="decisions", verbose_name=_("claim")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=DecisionKind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    approved = models.DecimalField(_("approved"), max_digits=19, decimal_places=4)
    reason = models.TextField(_("reason"), max_length=4000, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved__gte=0),
                name="claims_decision_not_negative",
                violation_error_message=_("A decision cannot approve less than nothing."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.approved}"


class DecisionLine(models.Model):
    """The outcome of one line: approved as claimed, cut, or refused."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="lines", verbose_name=_("decision"))
    expense = models.ForeignKey(
        "claims.Expense", models.PROTECT, related_name="outcomes", verbose_name=_("expense")
    )
    claimed = models.DecimalField(_("claimed"), max_digits=19, decimal_places=4)
    approved = models.DecimalField(_("approved"), max_digits=19, decimal_places=4)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    #: Why a line is approved although it may be claimed twice (R18); for staff, never shown to a partner.
    despite = models.TextField(_("approved despite"), max_length=1000, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("line of a decision")
        verbose_name_plural = _("lines of a decision")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "expense"],
                name="claims_decision_line_once",
                violation_error_message=_("Each line is decided once."),
            ),
            models.CheckConstraint(
                condition=Q(approved__gte=0, approved__lte=F("claimed")),
                name="claims_decision_line_within_claimed",
                violation_error_message=_("No more can be approved than was claimed."),
            ),
            models.CheckConstraint(
                condition=Q(approved=F("claimed")) | ~Q(reason=""),
                name="claims_decision_line_cut_has_reason",
                violation_error_message=_("A cut needs a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expense}: {self.approved}"
