from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from accounts.models.partner import new_public_id
from programs.models.program import Program
from programs.querysets import GuidebookQuerySet
from programs.words_field import WordsField


def _year_begins() -> Combinable:
    """The first day of the row's fiscal year (`rules.fiscal_year`), inside the database."""
    return Func(F("fiscal_year") - 1, 7, 1, function="make_date", output_field=models.DateField())


class Guidebook(models.Model):
    """The rules of a program in words for people: one version, for the usage periods of a fiscal year.

    Never edited once published, nor its chapters; a correction is the next `revision`.
    A claim keeps the version it was made under.
    """

    SUBJECT_KIND = "guidebook"

    public_id = models.CharField(
        _("public id"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    program = models.ForeignKey(Program, models.PROTECT, related_name="guidebooks", verbose_name=_("program"))
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    note = WordsField(_("what changed"), blank=True, default=dict)
    effective_from = models.DateField(_("takes effect on"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("published by"),
    )

    objects = GuidebookQuerySet.as_manager()

    class Meta:
        verbose_name = _("guidebook")
        verbose_name_plural = _("guidebooks")
        ordering = ["program", "-fiscal_year", "-revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "fiscal_year", "revision"],
                name="programs_guidebook_once",
                violation_error_message=_("The guidebook already has this revision in this fiscal year."),
            ),
            models.UniqueConstraint(
                fields=["program", "fiscal_year"],
                condition=Q(published_at=None),
                name="programs_guidebook_one_draft",
                violation_error_message=_("This fiscal year's guidebook has a draft already."),
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False, effective_from__isnull=False),
                name="programs_guidebook_published_by_somebody",
                violation_error_message=_(
                    "A published guidebook has a time, a person and the day it takes effect."
                ),
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(note__has_key="en") & Q(note__has_key="de"),
                name="programs_guidebook_note_in_both_languages",
                violation_error_message=_("What changed is said in English and German."),
            ),
            models.CheckConstraint(
                condition=Q(effective_from=None) | Q(effective_from__gte=_year_begins()),
                name="programs_guidebook_not_before_its_year",
                violation_error_message=_("A guidebook takes effect no earlier than its fiscal year begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program} · {self.name}"

    @property
    def name(self) -> str:
        """ "Fiscal year 2027, version 2"."""
        return str(
            _("Fiscal year %(year)s, version %(revision)s")
            % {"year": self.fiscal_year, "revision": self.revision}
        )

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def year_begins(self) -> date:
        """The first day on which it may take effect."""
        return date(self.fiscal_year - 1, 7, 1)

    def clean(self) -> None:
        """Refuse any change of a published version."""
        if self.pk and Guidebook.objects.published().filter(pk=self.pk).exists():
            raise ValidationError(_("A published guidebook is never edited; publish a new version."))


class GuidebookChapter(models.Model):
    """One chapter of one version: title and text in both languages, the text in Markdown."""

    guidebook = models.ForeignKey(
        Guidebook, models.CASCADE, related_name="chapters", db_index=False, verbose_name=_("guidebook")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    #: Its name in addresses, the same in every version, so that versions can be compared.
    slug = models.SlugField(_("name in addresses"), max_length=60, db_index=False)
    title = WordsField(_("title"))
    body = WordsField(_("text"))

    class Meta:
        verbose_name = _("chapter of a guidebook")
        verbose_name_plural = _("chapters of guidebooks")
        ordering = ["guidebook", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["guidebook", "slug"],
                name="programs_chapter_slug_once",
                violation_error_message=_("This guidebook already has a chapter of this name."),
            ),
            # Looked at when the transaction ends, so that two chapters can change places.
            models.UniqueConstraint(
                fields=["guidebook", "position"],
                name="programs_chapter_place_once",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Two chapters cannot stand in the same place."),
            ),
        ]

    def __str__(self) -> str:
        return self.slug
