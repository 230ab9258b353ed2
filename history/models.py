from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
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


class Verification(models.Model):
    """Every chain of the history was looked through: by whom, how far, and what did not fit."""

    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("started by")
    )
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    #: How many events there were when it began; more may come while it runs.
    expected = models.BigIntegerField(_("events to look at"))
    events = models.BigIntegerField(_("events looked at"), default=0)
    subjects = models.BigIntegerField(_("chains looked at"), default=0)
    #: The last subject that was looked at; the next one goes on behind it.
    place_kind = models.CharField(_("at subject"), max_length=40, blank=True)
    place_id = models.BigIntegerField(_("at subject id"), default=0)
    #: The first event of each chain that did not fit: kind, id, number; at most a hundred of `broken`.
    breaks = models.JSONField(_("what did not fit"), default=list)
    broken = models.BigIntegerField(_("broken chains"), default=0)

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(broken__lte=F("subjects")),
                name="history_verification_broken_of_subjects",
                violation_error_message=_("No more chains are broken than were looked at."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.started_at}: {self.events}"

    @property
    def percent(self) -> int:
        """How far it is, in whole per cent; 100 only when it is finished."""
        if self.finished_at:
            return 100
        return min(99, 100 * self.events // self.expected) if self.expected else 0


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
