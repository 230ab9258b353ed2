from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from programs import rules
from programs.models.program import Program
from programs.querysets import ExtensionQuerySet, UsagePeriodQuerySet
from programs.words import period_name


def _as_range(function: str, first: str, last: str, field: models.Field) -> Func:
    return Func(F(first), F(last), Value("[]"), function=function, output_field=field)


def _day_over(hours: str) -> Func:
    """The end of `deadline_day` in UTC, moved by a zone's offset."""
    template = f"((%(expressions)s + 1)::timestamp AT TIME ZONE 'UTC' {hours})"
    return Func(F("deadline_day"), template=template, output_field=models.DateTimeField())


class UsagePeriod(models.Model):
    """The days in which an activity takes place, the earning period it spends, and when claims are due."""

    SUBJECT_KIND = "usage_period"

    program = models.ForeignKey(
        Program, models.PROTECT, related_name="usage_periods", verbose_name=_("program")
    )
    code = models.CharField(_("code"), max_length=30)
    earning_first_day = models.DateField(_("first day of the earning period"))
    earning_last_day = models.DateField(_("last day of the earning period"))
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    submission_opens_on = models.DateField(_("submission opens on"))
    deadline_day = models.DateField(_("last day to submit"))
    deadline = models.DateTimeField(
        _("deadline"),
        help_text=_("The instant at which the last day to submit is over in the program's time zone."),
    )
    earning_closed_at = models.DateTimeField(_("earning period closed"), null=True, blank=True)

    objects = UsagePeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("usage period")
        verbose_name_plural = _("usage periods")
        ordering = ["program", "first_day"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "code"],
                name="programs_period_code_once",
                violation_error_message=_("This program already has a usage period of this code."),
            ),
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day"), earning_first_day__lte=F("earning_last_day")),
                name="programs_period_ends_after_it_begins",
                violation_error_message=_("A period cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(
                    deadline_day__lte=models.ExpressionWrapper(
                        F("last_day") + Value(rules.DAYS_TO_SUBMIT), output_field=models.DateField()
                    )
                ),
                name="programs_period_deadline_within_45_days",
                violation_error_message=_("Claims are due no later than 45 days after the usage period."),
            ),
            models.CheckConstraint(
                condition=Q(deadline_day__gte=F("last_day")),
                name="programs_period_deadline_after_last_day",
                violation_error_message=_("Claims cannot be due before the usage period is over."),
            ),
            # Zones lie between UTC+14 and UTC−12; the exact instant is checked by clean().
            models.CheckConstraint(
                condition=Q(
                    deadline__gte=_day_over("- interval '14 hours'"),
                    deadline__lte=_day_over("+ interval '12 hours'"),
                ),
                name="programs_period_deadline_is_its_days_end",
                violation_error_message=_("The deadline is the end of the last day to submit."),
            ),
            models.CheckConstraint(
                condition=Q(
                    submission_opens_on__gte=F("first_day"), submission_opens_on__lte=F("deadline_day")
                ),
                name="programs_period_submission_opens_within",
                violation_error_message=_(
                    "Submission opens no earlier than the usage period and before its deadline."
                ),
            ),
            # R2 without an extension: the program as a range of one.
            ExclusionConstraint(
                name="programs_period_no_overlap",
                expressions=[
                    (
                        _as_range("int8range", "program", "program", BigIntegerRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        _as_range("daterange", "first_day", "last_day", DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("The usage periods of a program cannot overlap."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program.code} · {self.name}"

    @property
    def name(self) -> str:
        """ "July to December 2026" in the reader's language; exact days where it is not whole months."""
        return period_name(self.first_day, self.last_day)

    @property
    def fiscal_year(self) -> int:
        """The fiscal year whose rules hold for activities of this period."""
        return rules.fiscal_year(self.first_day)

    @classmethod
    def planned(
        cls, program: Program, code: str, *, deadline_day: date | None = None, **days: date
    ) -> "UsagePeriod":
        """An unsaved period with its deadline and submission day computed (R1, R2), once.

        days: earning_first_day, earning_last_day, first_day, last_day and, where it is
        not the program's rule, submission_opens_on. deadline_day: only where it is earlier
        than 45 days after the last day.
        """
        due = deadline_day or days["last_day"] + timedelta(days=rules.DAYS_TO_SUBMIT)
        opens = days.pop("submission_opens_on", None) or days["first_day"] + timedelta(
            days=program.submission_opens_after_days
        )
        return cls(
            program=program,
            code=code,
            submission_opens_on=opens,
            deadline_day=due,
            deadline=rules.end_of_day(due, program.zone),
            **days,
        )

    def clean(self) -> None:
        """R1: refuse a deadline that is too late or is not exactly the end of its local day."""
        if (
            None in (self.first_day, self.last_day, self.deadline_day, self.deadline)
            or self.program_id is None
        ):
            return
        errors: dict[str, Any] = {}
        if self.last_day < self.first_day:
            # At the field, so that the database is not asked about a range that ends before it begins.
            errors["last_day"] = _("A period cannot end before it begins.")
        if self.deadline_day > self.last_day + timedelta(days=rules.DAYS_TO_SUBMIT):
            errors["deadline_day"] = _("Claims are due no later than 45 days after the usage period.")
        if self.deadline != rules.end_of_day(self.deadline_day, self.program.zone):
            errors["deadline"] = _(
                "The deadline is the end of the last day to submit in the program's time zone."
            )
        if errors:
            raise ValidationError(errors)


class Extension(models.Model):
    """A recorded later deadline, for one partner location or (empty) for all. Append-only."""

    period = models.ForeignKey(
        UsagePeriod, models.PROTECT, related_name="extensions", verbose_name=_("usage period")
    )
    partner = models.ForeignKey(
        "accounts.Partner",
        models.PROTECT,
        related_name="extensions",
        null=True,
        blank=True,
        verbose_name=_("partner location"),
        help_text=_("Empty: every location."),
    )
    deadline = models.DateTimeField(_("new deadline"))
    reason = models.TextField(_("reason"), max_length=1000)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("granted by")
    )
    granted_at = models.DateTimeField(_("granted at"))
    outage = models.ForeignKey(
        "programs.Outage",
        models.PROTECT,
        related_name="extensions",
        null=True,
        blank=True,
        verbose_name=_("outage"),
        help_text=_("The common reference where the portal was away."),
    )

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["period_id", "granted_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason__regex=r"^\s*$"),
                name="programs_extension_has_reason",
                violation_error_message=_("Say why the deadline moves."),
            ),
            models.CheckConstraint(
                condition=Q(outage=None) | Q(partner=None),
                name="programs_extension_of_outage_for_all",
                violation_error_message=_("When the portal was away, every location gets the same."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} → {self.deadline:%Y-%m-%d %H:%M %Z}"

    def clean(self) -> None:
        """R1: an extension only ever moves the deadline later."""
        if self.deadline and self.period_id and self.deadline <= self.period.deadline:
            raise ValidationError({"deadline": _("An extension moves the deadline later, never earlier.")})
