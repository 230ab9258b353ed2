from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.enums import DecisionKind
from claims.querysets import DecisionQuerySet
from lifecycle.transitions import Words

USER = settings.AUTH_USER_MODEL


class Decision(models.Model):
    """What somebody recommended or decided, with its reason; a later one follows it.

    A decision leaves the house at `leaves_at`: until then whoever made it can undo it, the partner knows
    nothing of it, and the claim stays where it was. Nothing of it changes after it left.
    """

    claim = models.ForeignKey(
        "claims.Claim", models.PROTECT, related_name="decisions", verbose_name=_("claim")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=DecisionKind)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    approved = models.DecimalField(_("approved"), max_digits=19, decimal_places=4)
    reason = models.TextField(_("reason"), max_length=4000, blank=True)
    #: Of decisions only; a recommendation goes nowhere.
    leaves_at = models.DateTimeField(_("leaves"), null=True, blank=True)
    left_at = models.DateTimeField(_("has left"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    #: Empty where the claim went elsewhere before the decision had left: withdrawn, or a file failed.
    undone_by = models.ForeignKey(
        USER,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("undone by"),
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved__gte=0),
                name="claims_decision_not_negative",
                violation_error_message=_("A decision cannot approve less than nothing."),
            ),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(leaves_at__isnull=False, left_at=None, undone_at=None),
                name="claims_decision_one_leaving",
                violation_error_message=_("Somebody has decided this claim; the decision is about to leave."),
            ),
            models.CheckConstraint(
                condition=Q(kind=DecisionKind.RECOMMENDATION, leaves_at=None, left_at=None)
                | Q(kind=DecisionKind.DECISION, leaves_at__isnull=False),
                name="claims_decision_leaves",
                violation_error_message=_("A decision leaves the house, a recommendation does not."),
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(undone_at=None),
                name="claims_decision_left_or_undone",
                violation_error_message=_("What has left cannot be undone."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.approved}"

    @property
    def is_leaving(self) -> bool:
        """Made, and neither left nor undone."""
        return self.leaves_at is not None and self.left_at is None and self.undone_at is None

    @property
    def standing(self) -> Words:
        """For staff, of a decision nobody outside knows of: why; else ""."""
        if self.undone_at:
            return _("Undone before it left")
        return _("Has not left yet") if self.is_leaving else ""


class DecisionLine(models.Model):
    """The outcome of one line: approved as claimed, cut, or refused."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="lines", verbose_name=_("decision"))
    expense = models.ForeignKey(
        "claims.Expense", models.PROTECT, related_name="outcomes", verbose_name=_("expense")
    )
    claimed = models.DecimalField(_("claimed"), max_digits=19, decimal_places=4)
    approved = models.DecimalField(_("approved"), max_digits=19, decimal_places=4)
    #: From the catalogue, drawn in the reader's language.
    code = models.ForeignKey(
        "programs.Reason",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("reason"),
    )
    #: The decider's own words.
    reason = models.TextField(_("reason in words"), max_length=1000, blank=True)
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
                condition=Q(approved=F("claimed")) | ~Q(reason="") | Q(code__isnull=False),
                name="claims_decision_line_cut_has_reason",
                violation_error_message=_("A cut needs a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expense}: {self.approved}"
