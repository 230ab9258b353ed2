from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from history.querysets import EventQuerySet


class Subject(models.Model):
    """What an event is about: a kind and an id, never a foreign key, so that history knows no other room."""

    subject_kind = models.CharField(_("subject"), max_length=40)
    subject_id = models.BigIntegerField(_("subject id"))

    class Meta:
        abstract = True


class Event(Subject):
    """One thing that happened; codes and parameters, put into words in the reader's language."""

    number = models.PositiveIntegerField(_("number"))
    code = models.CharField(_("code"), max_length=60)
    params = models.JSONField(_("parameters"), default=dict, encoder=DjangoJSONEncoder)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("actor"),
    )
    at = models.DateTimeField(_("at"))
    previous_hash = models.CharField(_("previous hash"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["subject_kind", "subject_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "number"],
                name="history_event_number_once",
                violation_error_message=_("Somebody else acted in the same moment. Look again."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id} #{self.number} {self.code}"


class AccessRecord(Subject):
    """Who looked at what, when: unchained, written by reads."""

    what = models.CharField(_("what"), max_length=60)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("actor")
    )
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("access record")
        verbose_name_plural = _("access records")
        indexes = [models.Index(fields=["subject_kind", "subject_id", "at"], name="history_access_subject")]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.what} {self.subject_kind} {self.subject_id}"
