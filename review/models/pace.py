from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Pace(models.Model):
    """How long decisions of a program took lately: half of them no longer than `half`, nine of ten than `most`."""

    subject_kind = models.CharField(_("subject"), max_length=40)
    program = models.ForeignKey(
        "programs.Program", models.CASCADE, related_name="+", verbose_name=_("program")
    )
    half = models.DurationField(_("half of them within"))
    most = models.DurationField(_("nine of ten within"))
    count = models.PositiveIntegerField(_("decisions"))
    measured_at = models.DateTimeField(_("measured"))

    class Meta:
        verbose_name = _("pace")
        verbose_name_plural = _("paces")
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "program"],
                name="review_pace_once",
                violation_error_message=_("The pace of a program is known once."),
            ),
            models.CheckConstraint(
                condition=Q(half__lte=F("most")),
                name="review_pace_in_order",
                violation_error_message=_("Nine of ten take at least as long as half of them."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program}: {self.half} – {self.most}"
