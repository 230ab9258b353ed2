from decimal import Decimal

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.user import valid_zone
from programs.enums import EnrollmentState
from programs.querysets import EnrollmentQuerySet, ProgramQuerySet
from programs.words import in_language
from programs.words_field import WordsField

CURRENCY = RegexValidator(r"^[A-Z]{3}$", _("Three capital letters, for example EUR."))


class Program(models.Model):
    """A scheme under which partners earn and claim funds, with its own clocks, limits, currency, zone."""

    SUBJECT_KIND = "program"

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = WordsField(_("name"))
    summary = WordsField(_("summary"))
    active = models.BooleanField(_("active"), default=True)
    currency = models.CharField(_("currency"), max_length=3, validators=[CURRENCY])
    zone = models.CharField(_("time zone"), max_length=64, validators=[valid_zone])
    country = models.CharField(
        _("country of the business days"), max_length=2, validators=[RegexValidator(r"^[A-Z]{2}$")]
    )
    four_eyes_limit = models.DecimalField(
        _("a second person approves above"),
        max_digits=19,
        decimal_places=4,
        default=Decimal(10_000),
        validators=[MinValueValidator(0)],
    )
    threshold = models.DecimalField(
        _("least earned in an earning period"),
        max_digits=19,
        decimal_places=4,
        default=Decimal(0),
        validators=[MinValueValidator(0)],
        help_text=_("Below it the earned funds become a rebate."),
    )
    payment_minimum = models.DecimalField(
        _("least amount of a payment"),
        max_digits=19,
        decimal_places=4,
        default=Decimal(200),
        validators=[MinValueValidator(0)],
    )
    review_days = models.PositiveSmallIntegerField(_("business days to review"), default=2)
    dispute_days = models.PositiveSmallIntegerField(_("days to dispute a decision"), default=30)
    dispute_review_days = models.PositiveSmallIntegerField(_("business days to answer a dispute"), default=5)
    answer_days = models.PositiveSmallIntegerField(_("business days to answer a request"), default=14)
    answer_minimum_days = models.PositiveSmallIntegerField(
        _("business days to answer in any case"), default=5
    )
    payment_days = models.PositiveSmallIntegerField(_("days to pay"), default=45)
    submission_opens_after_days = models.PositiveSmallIntegerField(
        _("submission opens this many days after the first day of the usage period"), default=0
    )
    takes_associations = models.BooleanField(
        _("takes customer associations"), default=False, db_default=False
    )
    association_starts_claim = models.BooleanField(
        _("a claim can be started from an association"), default=False, db_default=False
    )

    objects = ProgramQuerySet.as_manager()

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(four_eyes_limit__gte=0, threshold__gte=0, payment_minimum__gte=0),
                name="programs_program_limits_not_negative",
                violation_error_message=_("Limits cannot be negative."),
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$", country__regex=r"^[A-Z]{2}$"),
                name="programs_program_currency_and_country",
                violation_error_message=_("Currency and country are codes of three and two capital letters."),
            ),
            models.CheckConstraint(
                condition=Q(answer_minimum_days__lte=F("answer_days")),
                name="programs_program_least_days_to_answer",
                violation_error_message=_("The least days to answer cannot be more than the usual ones."),
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.name) or self.code


class Enrollment(models.Model):
    """A partner location takes part in a program."""

    program = models.ForeignKey(
        Program, models.PROTECT, related_name="enrollments", verbose_name=_("program")
    )
    partner = models.ForeignKey(
        "accounts.Partner", models.PROTECT, related_name="enrollments", verbose_name=_("partner location")
    )
    state = models.CharField(_("state"), max_length=10, choices=EnrollmentState)
    since = models.DateField(_("since"))
    until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The last day; empty while it goes on.")
    )

    objects = EnrollmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrollment")
        verbose_name_plural = _("enrollments")
        ordering = ["program", "partner"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "partner"],
                name="programs_enrollment_once",
                violation_error_message=_("This location is already enrolled in this program."),
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="programs_enrollment_ends_after_it_begins",
                violation_error_message=_("An enrollment cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(state=EnrollmentState.ENDED) | Q(until__isnull=False),
                name="programs_enrollment_ended_has_last_day",
                violation_error_message=_("An ended enrollment needs its last day."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=EnrollmentState.values),
                name="programs_enrollment_state_known",
                violation_error_message=_("This state does not exist."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner} · {self.program}"
