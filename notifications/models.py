from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from notifications.enums import MessageState
from notifications.outsiders import Outsider
from notifications.querysets import NoticeQuerySet

#: Due long ago.
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
#: Neither sent nor given up.
WAITING = (MessageState.QUEUED, MessageState.SENDING)


class Message(models.Model):
    """One message to one person, stored before it is sent: a notice in the portal and, mostly, a mail."""

    SUBJECT_KIND = "message"

    kind = models.CharField(_("kind"), max_length=60)
    #: Kind, subject, person and due date or occasion: of these there is never a second message.
    key = models.CharField(_("unique key"), max_length=200, unique=True)
    #: None: somebody without an account, who has a name and a time zone here instead.
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("to")
    )
    name = models.CharField(_("name"), max_length=150, blank=True, default="", db_default="")
    zone = models.CharField(_("time zone"), max_length=64, blank=True, default="", db_default="")
    address = models.EmailField(_("address"))
    language = models.CharField(_("language"), max_length=10)
    context = models.JSONField(_("context"), default=dict, encoder=DjangoJSONEncoder)
    subject_kind = models.CharField(_("subject"), max_length=40)
    subject_id = models.BigIntegerField(_("subject id"))
    #: A decision or request goes again after a crash (same Message-ID); a reminder does not.
    must_arrive = models.BooleanField(_("must arrive"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=MessageState, default=MessageState.QUEUED)
    message_id = models.CharField(_("Message-ID"), max_length=200)
    created_at = models.DateTimeField(_("created"))
    #: The mail does not go, and the notice does not stand, before this instant.
    due_at = models.DateTimeField(_("due"), db_default=AT_ONCE)
    #: From this instant on it would say what is no longer true.
    void_at = models.DateTimeField(_("void from"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0, db_default=0)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    error = models.TextField(_("last error"), blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="notifications_message_subject"),
            models.Index(
                fields=["due_at"],
                name="notifications_message_waiting",
                condition=models.Q(state__in=WAITING),
            ),
            models.Index(fields=["to", "-due_at", "-id"], name="notifications_message_of_one"),
            models.Index(
                fields=["to", "due_at"],
                name="notifications_message_unread",
                condition=models.Q(read_at=None) & ~models.Q(state=MessageState.DROPPED),
            ),
            models.Index(fields=["-created_at", "-id"], name="notifications_message_latest"),
            models.Index(fields=["address", "-id"], name="notifications_message_address"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=MessageState.SENT) ^ models.Q(sent_at=None),
                name="notifications_sent_has_time",
                violation_error_message=_("A sent message has the time it was sent, and no other has."),
            ),
            models.CheckConstraint(
                condition=models.Q(to__isnull=False) | ~models.Q(zone=""),
                name="notifications_to_somebody",
                violation_error_message=_("A message goes to a person, or to somebody with a time zone."),
            ),
            models.CheckConstraint(
                condition=models.Q(void_at=None) | models.Q(void_at__gt=models.F("due_at")),
                name="notifications_void_after_due",
                violation_error_message=_("A message is due before it is void."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.address}"

    @property
    def reader(self) -> Any:
        """Whoever reads it: a user, or an Outsider."""
        return self.to or Outsider(self.address, self.name, self.language, self.zone)

    @property
    def reader_zone(self) -> str:
        """The time zone of whoever reads it."""
        return self.to.zone if self.to else self.zone


class Preference(models.Model):
    """Somebody does not want mails of one optional kind; the notices in the portal stay."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=60)
    turned_off_at = models.DateTimeField(_("turned off"))

    class Meta:
        verbose_name = _("mail turned off")
        verbose_name_plural = _("mails turned off")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"],
                name="notifications_preference_once",
                violation_error_message=_("Mails of this kind are turned off already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.user}"


class Unreachable(models.Model):
    """An address whose mail server said a permanent no; no more mails are tried until somebody clears it."""

    address = models.EmailField(_("address"), unique=True)
    since = models.DateTimeField(_("since"))
    answer = models.TextField(_("answer of the mail server"))

    class Meta:
        verbose_name = _("address that cannot be reached")
        verbose_name_plural = _("addresses that cannot be reached")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(answer=""),
                name="notifications_unreachable_says_why",
                violation_error_message=_("Say what the mail server answered."),
            )
        ]

    def __str__(self) -> str:
        return self.address


class Calendar(models.Model):
    """The secret address of one person's calendar feed; the handle alone, without its signature, opens nothing."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    handle = models.CharField(_("handle"), max_length=32, unique=True)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self) -> str:
        return str(self.user)


class Reminder(models.Model):
    """How far one kind of reminder has got: what fell due up to then was told. A gap of days is made up for."""

    kind = models.CharField(_("kind"), max_length=60, unique=True)
    told_until = models.DateTimeField(_("told until"))

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")

    def __str__(self) -> str:
        return self.kind
