from django.db import models
from django.utils.translation import gettext_lazy as _


class DisputedLine(models.Model):
    """A line whose outcome the partner disputes; a claim disputed without any is disputed as a whole."""

    claim = models.ForeignKey(
        "claims.Claim", models.CASCADE, related_name="disputed_lines", verbose_name=_("claim")
    )
    expense = models.OneToOneField(
        "claims.Expense", models.PROTECT, related_name="dispute", verbose_name=_("line")
    )
    words = models.TextField(_("statement"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("disputed line")
        verbose_name_plural = _("disputed lines")
        ordering = ["expense__position", "id"]

    def __str__(self) -> str:
        return str(self.expense)
