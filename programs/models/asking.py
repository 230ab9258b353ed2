from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.partner import new_public_id
from programs.enums import Outcome
from programs.models.period import Extension, UsagePeriod
from programs.models.program import Program
from programs.querysets import ExtensionRequestQuerySet, OutageQuerySet


class Outage(models.Model):
    """The portal was away: by this one act every location got later deadlines. Append-only.

    One extension for each usage period refers to it. public_id: given where the act is prepared, so that
    confirming twice is one act.
    """

    SUBJECT_KIND = "outage"

    public_id = models.CharField(max_length=40, unique=True, default=new_public_id, editable=False)
    away_from = models.DateTimeField(_("away from"))
    away_until = models.DateTimeField(_("away until"))
    reason = models.TextField(_("reason"), max_length=1000)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("granted by")
    )
    granted_at = models.DateTimeField(_("granted at"))

    objects = OutageQuerySet.as_manager()

    class Meta:
        verbose_name = _("outage")
        verbose_name_plural = _("outages")
        ordering = ["-granted_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(away_until__gt=F("away_from")),
                name="programs_outage_ends_after_it_begins",
                violation_error_message=_("The portal was back only after it had gone."),
            ),
            models.CheckConstraint(
                condition=~Q(reason__regex=r"^\s*$"),
                name="programs_outage_has_reason",
                violation_error_message=_("Say why the deadline moves."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.away_from:%Y-%m-%d %H:%M %Z}"


class ExtensionRequest(models.Model):
    """A location asks for a later deadline of a usage period (R1), and what became of it."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    partner = models.ForeignKey(
        "accounts.Partner",
        models.PROTECT,
        related_name="extension_requests",
        verbose_name=_("partner location"),
    )
    period = models.ForeignKey(
        UsagePeriod, models.PROTECT, related_name="extension_requests", verbose_name=_("usage period")
    )
    wished_last_day = models.DateField(_("last day to submit, as wished"))
    reason = models.TextField(_("reason"), max_length=1000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.OPEN, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("answered by"),
        help_text=_("Who withdrew it, where it was withdrawn."),
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    words = models.TextField(_("words of the answer"), max_length=1000, blank=True)
    extension = models.ForeignKey(
        Extension,
        models.PROTECT,
        related_name="requests",
        null=True,
        blank=True,
        verbose_name=_("extension"),
        help_text=_("The one that grants it; one for all may grant several."),
    )

    objects = ExtensionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for an extension")
        verbose_name_plural = _("requests for an extension")
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "period"],
                condition=Q(outcome=Outcome.OPEN),
                name="programs_request_open_once",
                violation_error_message=_("This location has asked already and waits for the answer."),
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values),
                name="programs_request_outcome_known",
                violation_error_message=_("This outcome does not exist."),
            ),
            models.CheckConstraint(
                condition=~Q(reason__regex=r"^\s*$"),
                name="programs_request_has_reason",
                violation_error_message=_("Say why you need more time."),
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.OPEN, answered_at=None, answered_by=None)
                | ~Q(outcome=Outcome.OPEN) & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="programs_request_answered_by_somebody",
                violation_error_message=_(
                    "An answer has a person and an instant, an open request has neither."
                ),
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.GRANTED, extension__isnull=False)
                | ~Q(outcome=Outcome.GRANTED) & Q(extension=None),
                name="programs_request_granted_by_extension",
                violation_error_message=_("What is granted has an extension, and nothing else has."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.REFUSED, words__regex=r"^\s*$"),
                name="programs_request_refused_with_words",
                violation_error_message=_("Say why you refuse."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.period}"

    @property
    def program(self) -> Program:
        """The one whose managers answer."""
        return self.period.program

    @property
    def is_open(self) -> bool:
        return self.outcome == Outcome.OPEN

    @property
    def tone(self) -> str:
        """How pages colour the outcome."""
        tones: dict[Any, str] = {
            Outcome.OPEN: "attention",
            Outcome.GRANTED: "success",
            Outcome.REFUSED: "danger",
        }
        return tones.get(self.outcome, "neutral")
