from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.partner import new_public_id
from claims.enums import CallAnswer, CallOutcome
from claims.querysets import CallQuerySet

USER = settings.AUTH_USER_MODEL


class OriginalsCall(models.Model):
    """A reviewer calls for original documents of a claim, also after payment (R16).

    Unanswered at its due instant, or answered with what does not do, it makes a recovery due, which
    payments read.
    """

    public_id = models.CharField(
        _("public id"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    claim = models.ForeignKey(
        "claims.Claim", models.PROTECT, related_name="originals_calls", verbose_name=_("claim")
    )
    words = models.TextField(_("which originals, and why"), max_length=2000)
    called_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("called by"))
    called_at = models.DateTimeField(_("called"))
    due_at = models.DateTimeField(_("due"))

    answer = models.CharField(_("answer"), max_length=10, choices=CallAnswer, blank=True)
    answer_words = models.TextField(_("answer in words"), max_length=2000, blank=True)
    #: The day they were handed to the post or a carrier.
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    answered_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    outcome = models.CharField(_("outcome"), max_length=12, choices=CallOutcome, blank=True)
    outcome_words = models.TextField(_("outcome in words"), max_length=2000, blank=True)
    closed_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    recovery_due_at = models.DateTimeField(_("recovery due since"), null=True, blank=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call for originals")
        verbose_name_plural = _("calls for originals")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(closed_at=None),
                name="claims_originals_one_open",
                violation_error_message=_("Originals of this claim are called for already."),
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("called_at")),
                name="claims_originals_due_later",
                violation_error_message=_("Originals are due after they were called for."),
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="claims_originals_answered_by_somebody",
                violation_error_message=_("An answer has a time and a person."),
            ),
            models.CheckConstraint(
                condition=~Q(answer=CallAnswer.SENT) | Q(sent_on__isnull=False),
                name="claims_originals_sent_on",
                violation_error_message=_("Say on which day you sent them."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="", closed_at=None)
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(outcome="")),
                name="claims_originals_closed_by_somebody",
                violation_error_message=_("An outcome has a time and a person."),
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="claims_originals_says_what",
                violation_error_message=_("Say which originals you need."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="claims_originals_due",
                condition=Q(answered_at=None, closed_at=None, recovery_due_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.claim}: {self.words[:40]}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None
