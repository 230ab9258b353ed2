from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.models.program import Program
from programs.words_field import WordsField


class FiscalYearOpening(models.Model):
    """A program's fiscal year was published: by whom, and what its partners were told. Append-only, once a year."""

    program = models.ForeignKey(Program, models.PROTECT, related_name="openings", verbose_name=_("program"))
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    announcement = WordsField(_("announcement"))
    opened_at = models.DateTimeField(_("published"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("published by")
    )

    class Meta:
        verbose_name = _("published fiscal year")
        verbose_name_plural = _("published fiscal years")
        ordering = ["program", "-fiscal_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "fiscal_year"],
                name="programs_opening_once",
                violation_error_message=_("This fiscal year is published already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.program.code} {self.fiscal_year}"
