from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.partner import new_public_id
from review.querysets import MessageQuerySet, SubjectQuerySet

USER = settings.AUTH_USER_MODEL


class Note(models.Model):
    """Words for colleagues about a subject; partners never see them. Never changed."""

    public_id = models.CharField(
        _("public id"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    subject_kind = models.CharField(_("subject"), max_length=40)
    subject_id = models.BigIntegerField(_("subject id"))
    words = models.TextField(_("note"), max_length=4000)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    objects = SubjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["id"]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="review_note_subject")]

    def __str__(self) -> str:
        return self.words[:40]


class Message(models.Model):
    """Words between partner and staff about a subject; they change no state (design 4.1). Never changed.

    Answered: the other side wrote after it, or said that it needs no answer.
    """

    public_id = models.CharField(
        _("public id"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    subject_kind = models.CharField(_("subject"), max_length=40)
    subject_id = models.BigIntegerField(_("subject id"))
    words = models.TextField(_("message"), max_length=4000)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("by"))
    from_staff = models.BooleanField(_("from the vendor"))
    at = models.DateTimeField(_("at"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="review_message_subject"),
            models.Index(
                fields=["subject_kind", "subject_id", "from_staff"],
                name="review_message_unanswered",
                condition=Q(answered_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.words[:40]
