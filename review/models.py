from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.partner import new_public_id
from review.querysets import RequestQuerySet

USER = settings.AUTH_USER_MODEL


class Request(models.Model):
    """A reviewer asks a partner for more; it ends with an answer, or lapses at the due instant."""

    SUBJECT_KIND = "request"

    public_id = models.CharField(
        _("public id"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    subject_kind = models.CharField(_("subject"), max_length=40)
    subject_id = models.BigIntegerField(_("subject id"))
    words = models.TextField(_("what is asked"), max_length=4000)
    made_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asked by")
    )
    made_at = models.DateTimeField(_("asked"))
    due_at = models.DateTimeField(_("due"))
    comment = models.TextField(_("answer"), max_length=4000, blank=True)
    answered_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    lapsed_at = models.DateTimeField(_("lapsed"), null=True, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"],
                condition=Q(answered_at=None, lapsed_at=None),
                name="review_request_one_open",
                violation_error_message=_("There is an open request already."),
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("made_at")),
                name="review_request_due_later",
                violation_error_message=_("A request is due after it was made."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(lapsed_at=None),
                name="review_request_answered_or_lapsed",
                violation_error_message=_("A request is answered or lapses, not both."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) ^ Q(answered_by__isnull=False),
                name="review_request_answered_by_somebody",
                violation_error_message=_("An answer has a time and a person."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="review_request_due", condition=Q(answered_at=None, lapsed_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}: {self.words[:40]}"

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.lapsed_at is None

    @property
    def ran_out(self) -> bool:
        """Nobody answered in time; False where it was closed before, because nobody needs an answer any more."""
        return self.lapsed_at is not None and self.lapsed_at >= self.due_at
