"""Which version of a program's guidebook holds."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from programs import rules
from programs.models import Guidebook, Program, UsagePeriod


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
    found = [_holding(all_of_it, at) for all_of_it in by_program.values()]
    return list(with_chapters(one for one in found if one))


def with_chapters(guidebooks: Iterable[Guidebook]) -> Iterable[Guidebook]:
    """The same, each with its program and its chapters read."""
    wanted = [one.pk for one in guidebooks]
    found = Guidebook.objects.filter(pk__in=wanted).select_related("program").prefetch_related("chapters")
    return found.order_by("program__code")


def _holding(versions: list[Guidebook], at: datetime) -> Guidebook | None:
    """Of one program's versions, the newest first, what holds on its today."""
    today = rules.local_day(at, versions[0].program.zone)
    year = rules.fiscal_year(today)
    return next((one for one in versions if _holds(one, year, today)), None)


def _holds(one: Guidebook, year: int, today: date) -> bool:
    return one.fiscal_year <= year and one.effective_from is not None and one.effective_from <= today


def before(guidebook: Guidebook) -> Guidebook | None:
    """The published version it follows, of its own year or an earlier one; None for the first."""
    return Guidebook.objects.earlier_than(guidebook).first()
