from django.db import models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from programs.enums import ReasonKind
from programs.querysets import ReasonQuerySet
from programs.words import in_language
from programs.words_field import WordsField


class Reason(models.Model):
    """Why a line was cut or a document is asked for, as a code with words in both languages."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=ReasonKind)
    words = WordsField(_("words"))
    #: What would have mended it, or does: advice that follows the words.
    mend = WordsField(_("what mends it"), blank=True, default=dict, db_default=Value({}, models.JSONField()))
    program = models.ForeignKey(
        "programs.Program",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reasons",
        db_index=False,
        verbose_name=_("only in the program"),
    )
    active = models.BooleanField(_("offered"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ReasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")
        ordering = ["kind", "position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ReasonKind.values),
                name="programs_reason_kind_known",
                violation_error_message=_("This kind does not exist."),
            )
        ]

    def __str__(self) -> str:
        return in_language(self.words)
