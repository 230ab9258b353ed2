from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from review.querysets import HoldQuerySet, SubjectQuerySet

USER = settings.AUTH_USER_MODEL


class Hold(models.Model):
    """Somebody has a subject on their bench: others see it, and it is free again when its time is over.

    A soft lock: it keeps two people from working on the same without knowing; who may act is the subject's.
    """

    subject_kind = models.CharField(_("subject"), max_length=40)
    subject_id = models.BigIntegerField(_("subject id"))
    by = models.ForeignKey(USER, models.CASCADE, related_name="+", verbose_name=_("held by"))
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"))

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"],
                name="review_hold_one",
                violation_error_message=_("Somebody has this on their bench already."),
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("since")),
                name="review_hold_ends_later",
                violation_error_message=_("A hold ends after it began."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}: {self.by}"


class Assignment(models.Model):
    """A lead gave a subject to somebody; "take next" gives it to nobody else."""

    subject_kind = models.CharField(_("subject"), max_length=40)
    subject_id = models.BigIntegerField(_("subject id"))
    to = models.ForeignKey(USER, models.CASCADE, related_name="+", verbose_name=_("assigned to"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("assigned by"))
    at = models.DateTimeField(_("assigned"))

    objects = SubjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"],
                name="review_assignment_one",
                violation_error_message=_("This is assigned to somebody already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}: {self.to}"


class SavedFilter(models.Model):
    """A filter of a queue that somebody wants again: its name and the query of its address."""

    user = models.ForeignKey(USER, models.CASCADE, related_name="+", verbose_name=_("person"))
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("filter"), max_length=1000)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                name="review_savedfilter_name_once",
                violation_error_message=_("You have a filter of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name
