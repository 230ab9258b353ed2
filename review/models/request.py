from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.partner import new_public_id
from review.enums import ItemOutcome
from review.querysets import RequestQuerySet

USER = settings.AUTH_USER_MODEL


class Request(models.Model):
    """A reviewer asks a partner for more; it ends with an answer, or lapses at the due instant.

    What is asked for stands in its items; `words` go over all of them.
    """

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


class RequestItem(models.Model):
    """One thing that is asked for, about one part of the subject or the whole of it, and what was said to it."""

    public_id = models.CharField(
        _("public id"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    request = models.ForeignKey(Request, models.CASCADE, related_name="items", verbose_name=_("request"))
    position = models.PositiveSmallIntegerField(_("position"))
    #: Which part, as its subject names it ("line:…", "slot:…"); "" for the subject as a whole.
    part = models.CharField(_("part"), max_length=80, blank=True)
    reason = models.ForeignKey(
        "programs.Reason", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reason")
    )
    words = models.TextField(_("what is asked"), max_length=2000, blank=True)
    #: Kept while the answer is prepared, sent with it.
    comment = models.TextField(_("answer"), max_length=4000, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=ItemOutcome, blank=True)

    class Meta:
        verbose_name = _("item of a request")
        verbose_name_plural = _("items of a request")
        ordering = ["request", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "position"],
                name="review_requestitem_position_once",
                violation_error_message=_("Somebody else asked for more in the same moment. Try again."),
            ),
            models.CheckConstraint(
                condition=~Q(words="") | Q(reason__isnull=False),
                name="review_requestitem_says_what",
                violation_error_message=_("Say what is asked for: choose a reason, or use your own words."),
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *ItemOutcome.values]),
                name="review_requestitem_outcome_known",
                violation_error_message=_("This outcome does not exist."),
            ),
        ]

    def __str__(self) -> str:
        return self.words[:40] or str(self.reason)
