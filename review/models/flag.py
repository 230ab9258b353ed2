from django.db import models
from django.utils.translation import gettext_lazy as _

from review.querysets import SubjectQuerySet


class Flag(models.Model):
    """Something about a subject that a queue is filtered by; set and cleared by the subject's own actions."""

    subject_kind = models.CharField(_("subject"), max_length=40)
    subject_id = models.BigIntegerField(_("subject id"))
    code = models.SlugField(_("flag"), max_length=40, db_index=False)

    objects = SubjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "code"],
                name="review_flag_once",
                violation_error_message=_("This flag is set already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}: {self.code}"
