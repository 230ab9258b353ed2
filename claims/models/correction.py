from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Correction(models.Model):
    """What a partner changes of a submitted line where a request asked about it: one field, before and after.

    Prepared while the answer is, written into the line when the answer is sent. Values as a form writes them:
    days as in ISO 8601, amounts with a point.
    """

    item = models.ForeignKey(
        "review.RequestItem", models.PROTECT, related_name="+", verbose_name=_("item of the request")
    )
    expense = models.ForeignKey(
        "claims.Expense", models.PROTECT, related_name="corrections", verbose_name=_("line")
    )
    field = models.CharField(_("field"), max_length=40)
    before = models.CharField(_("before"), max_length=400, blank=True)
    after = models.CharField(_("after"), max_length=400, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "expense", "field"],
                name="claims_correction_field_once",
                violation_error_message=_("This field is corrected already; change the correction."),
            ),
            models.CheckConstraint(
                condition=~Q(before=models.F("after")),
                name="claims_correction_changes",
                violation_error_message=_("A correction changes something."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expense}: {self.field}"
