"""Which version of a program's guidebook holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from programs import rules
from programs.models import Guidebook, Program, UsagePeriod


class Stage(TextChoices):
    """Where a version is; the value is the tone of its badge."""

    DRAFT = "attention", _("Draft")
    AHEAD = "info", _("Takes effect later")
    IN_FORCE = "success", _("In force")
    #: Of a year that is over: claims of its usage periods still go by it.
    EARLIER_YEAR = "neutral", _("In force for its fiscal year")
    REPLACED = "replaced", _("Replaced")


@dataclass(frozen=True)
class Version:
    """A version of a program's guidebook, and where it is today."""

    guidebook: Guidebook
    stage: Stage

    @property
    def tone(self) -> str:
        """Of its badge; what is replaced looks like what is over."""
        return "neutral" if self.stage == Stage.REPLACED else str(self.stage.value)


def in_force(program: Program, at: datetime) -> Guidebook | None:
    """What holds for activities of today; None where nothing was published yet."""
    today = rules.local_day(at, program.zone)
    return Guidebook.objects.in_force(program, rules.fiscal_year(today), today).first()


def in_force_for(period: UsagePeriod, at: datetime) -> Guidebook | None:
    """What a claim for the usage period goes by when it is made at `at`; None where there is nothing."""
    today = rules.local_day(at, period.program.zone)
    return Guidebook.objects.in_force(period.program, rules.fiscal_year(period.first_day), today).first()


def in_force_for_reader(user: Any, at: datetime) -> list[Guidebook]:
    """Of each program the person works in what holds today, with its chapters, by the program's code.

    Three queries for any number of programs.
    """
    programs = Program.objects.visible_to(user).filter(active=True)
    versions = Guidebook.objects.published().filter(program__in=programs).select_related("program")
    by_program: dict[str, list[Guidebook]] = {}
    for one in versions.order_by("program__code", "-fiscal_year", "-revision"):
        by_program.setdefault(one.program.code, []).append(one)
    held = [_holding_today(published, at) for published in by_program.values()]
    return list(with_chapters(one for one in held if one))


def _holding_today(published: Sequence[Guidebook], at: datetime) -> Guidebook | None:
    today = rules.local_day(at, published[0].program.zone)
    return _holding(published, rules.fiscal_year(today), today)


def with_chapters(guidebooks: Iterable[Guidebook]) -> Iterable[Guidebook]:
    """The same, each with its program and its chapters read."""
    wanted = [one.pk for one in guidebooks]
    found = Guidebook.objects.filter(pk__in=wanted).select_related("program").prefetch_related("chapters")
    return found.order_by("program__code")


def versions_of(program: Program, at: datetime) -> list[Version]:
    """All published versions of a program, the newest first, in one query."""
    found = list(
        Guidebook.objects.published()
        .filter(program=program)
        .select_related("program", "published_by")
        .order_by("-fiscal_year", "-revision")
    )
    return [Version(one, stage_of(one, found, at)) for one in found]


def stage_of(one: Guidebook, published: Sequence[Guidebook], at: datetime) -> Stage:
    """Where a version is. published: those of its program, the newest first."""
    today = rules.local_day(at, one.program.zone)
    if not one.is_published or one.effective_from is None:
        return Stage.DRAFT
    if one.effective_from > today:
        return Stage.AHEAD
    if one == _holding(published, rules.fiscal_year(today), today):
        return Stage.IN_FORCE
    return Stage.EARLIER_YEAR if one == _holding(published, one.fiscal_year, today) else Stage.REPLACED


def _holding(published: Sequence[Guidebook], year: int, today: date) -> Guidebook | None:
    """Of one program's versions, the newest first, what holds for usage periods of a year."""
    return next((one for one in published if one.fiscal_year <= year and _has_begun(one, today)), None)


def _has_begun(one: Guidebook, today: date) -> bool:
    return one.effective_from is not None and one.effective_from <= today
