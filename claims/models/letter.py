from django.db import models
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """The letter of a decision that left, and the PDF a worker writes of it; never changed."""

    decision = models.OneToOneField(
        "claims.Decision", models.PROTECT, related_name="letter", verbose_name=_("decision")
    )
    #: Everything the letter says: amounts with a point, days and instants as in ISO 8601.
    data = models.JSONField(_("what was decided"))
    language = models.CharField(_("language"), max_length=5)
    made_at = models.DateTimeField(_("made"))
    document = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("document"),
    )

    class Meta:
        verbose_name = _("decision letter")
        verbose_name_plural = _("decision letters")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.data['number']}-D{self.data['serial']}"
