from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.enums import ActivityCategory
from programs.querysets import ActivityTypeQuerySet, ActivityTypeVersionQuerySet
from programs.words import in_language
from programs.words_field import WordsField


class ExpenseKind(models.Model):
    """What an invoice line may be for, e.g. agency fee or room hire."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = WordsField(_("name"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("expense kind")
        verbose_name_plural = _("expense kinds")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return in_language(self.name)


class ActivityType(models.Model):
    """A marketing activity by its permanent code; rules and words are in its versions (R21)."""

    SUBJECT_KIND = "activity_type"

    code = models.SlugField(_("code"), max_length=60, unique=True)
    category = models.CharField(_("category"), max_length=20, choices=ActivityCategory)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ActivityTypeQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity type")
        verbose_name_plural = _("activity types")
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(category__in=ActivityCategory.values),
                name="programs_activity_category_known",
                violation_error_message=_("This category does not exist."),
            )
        ]

    def __str__(self) -> str:
        return self.code


class ActivityTypeVersion(models.Model):
    """An activity's rules and words from a fiscal year on, until a later version (R21).

    Never edited once published: a correction within the year is the next `revision`.
    A claim pins its version. A draft may be planned: the clock publishes it at `publish_due`.
    """

    activity_type = models.ForeignKey(
        ActivityType, models.PROTECT, related_name="versions", verbose_name=_("activity type")
    )
    fiscal_year = models.PositiveSmallIntegerField(_("from fiscal year"))
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    name = WordsField(_("name"))
    summary = WordsField(_("summary"), help_text=_("One sentence: what this activity is."))
    guidance = WordsField(
        _("guidance"), blank=True, default=dict, help_text=_("What to know before claiming.")
    )
    expense_kinds = models.ManyToManyField(
        ExpenseKind, related_name="versions", blank=True, verbose_name=_("eligible expense kinds")
    )
    active = models.BooleanField(_("can be claimed"), default=True)
    needs_prior_approval = models.BooleanField(_("needs approval before it takes place"), default=False)
    #: Counts each change of the draft, so that two people do not overwrite each other.
    edition = models.PositiveIntegerField(_("edition"), default=1, db_default=1, editable=False)
    publish_on = models.DateField(_("to be published on"), null=True, blank=True, editable=False)
    #: The first instant of that day in the first of the programs.
    publish_due = models.DateTimeField(_("to be published from"), null=True, blank=True, editable=False)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        related_name="+",
        verbose_name=_("planned by"),
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)

    objects = ActivityTypeVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of an activity type")
        verbose_name_plural = _("versions of activity types")
        ordering = ["activity_type", "fiscal_year", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity_type", "fiscal_year", "revision"],
                name="programs_version_once",
                violation_error_message=_("This activity already has this revision in this fiscal year."),
            ),
            models.CheckConstraint(
                condition=Q(published_at=None)
                | Q(name__has_key="en", summary__has_key="en") & Q(name__has_key="de", summary__has_key="de"),
                name="programs_version_published_in_both_languages",
                violation_error_message=_("A version is published in English and German."),
            ),
            models.UniqueConstraint(
                fields=["activity_type", "fiscal_year"],
                condition=Q(published_at=None),
                name="programs_version_one_draft",
                violation_error_message=_("This activity already has a draft for this fiscal year."),
            ),
            models.CheckConstraint(
                condition=Q(publish_on=None, publish_due=None, planned_by=None)
                | Q(publish_on__isnull=False, publish_due__isnull=False, planned_by__isnull=False),
                name="programs_version_planned_by_somebody",
                violation_error_message=_("A planned version has a day and a person who planned it."),
            ),
            # Nobody approves plans beforehand (R3), so what needs it cannot be claimed.
            models.CheckConstraint(
                condition=Q(needs_prior_approval=False) | Q(active=False),
                name="programs_version_prior_approval_inactive",
                violation_error_message=_("An activity that needs prior approval cannot be claimed here."),
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.name)

    def clean(self) -> None:
        """R21: refuse any change of a published version."""
        if self.pk and ActivityTypeVersion.objects.published().filter(pk=self.pk).exists():
            raise ValidationError(_("A published version is never edited; publish a new revision."))
