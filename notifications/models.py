from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from notifications.enums import MessageState


class Message(models.Model):
    """One mail to one person, stored before it is sent; it knows an address, a language, a template."""

    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("unique key"), max_length=200, unique=True)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("to"))
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
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="notifications_message_subject")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=MessageState.SENT) ^ models.Q(sent_at=None),
                name="notifications_sent_has_time",
                violation_error_message=_("A sent message has the time it was sent, and no other has."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.address}"
