"""Bringing the database in step with the data files: adds what is missing, never edits what is published."""

from collections import Counter
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction

from programs import rules
from programs.catalogue.files import Catalogue, CatalogueError, PeriodData, ProgramData, ReasonData
from programs.catalogue.versions import load_version
from programs.models import ActivityType, ExpenseKind, Program, Reason, UsagePeriod

Coded = TypeVar("Coded", ActivityType, ExpenseKind)


@transaction.atomic
def load(catalogue: Catalogue, at: datetime) -> Counter[str]:
    """Load everything, or nothing. Returns how many rows of each kind were added or changed.

    A second run changes nothing. Programs and reasons that exist belong to their managers and stay as
    they are; periods and published versions that differ from the files are refused.
    Raises CatalogueError.
    """
    done: Counter[str] = Counter()
    programs = [_program(data, done) for data in catalogue.programs]
    for place, kind in enumerate(catalogue.expense_kinds):
        _put(ExpenseKind, kind.code, done, name=kind.name, position=place)
    for place, reason in enumerate(catalogue.reasons):
        _reason(reason, place, done)
    for program, data in zip(programs, catalogue.programs, strict=True):
        if data.half_years:
            _periods(program, catalogue.periods, at, done)
    _activities(catalogue, programs, at, done)
    return done


def _program(data: ProgramData, done: Counter[str]) -> Program:
    program = Program.objects.filter(code=data.code).first()
    if program:
        return program
    program = Program(**data.model_dump(exclude={"half_years"}))
    program.full_clean()
    program.save()
    done["programs"] += 1
    return program


def _reason(data: ReasonData, place: int, done: Counter[str]) -> None:
    if Reason.objects.filter(code=data.code).exists():
        return
    reason = Reason(code=data.code, kind=data.kind.value, words=data.words, mend=data.mend, position=place)
    reason.full_clean()
    reason.save()
    done["reasons"] += 1


def _put(model: type[Coded], code: str, done: Counter[str], **fields: Any) -> Coded:
    """The row of this code, added or brought up to date; counted only if something changed."""
    row = model._default_manager.filter(code=code).first() or model(code=code)
    if row.pk and all(getattr(row, name) == value for name, value in fields.items()):
        return row
    for name, value in fields.items():
        setattr(row, name, value)
    row.clean_fields()
    row.save()
    done[str(model._meta.verbose_name_plural)] += 1
    return row


def _periods(program: Program, published: tuple[PeriodData, ...], at: datetime, done: Counter[str]) -> None:
    """The published periods, then half-years to the end of the next fiscal year."""
    for data in published:
        _period(program, data.code, data.earning, data.usage, done)
    first = rules.half_year_of(max(data.usage[1] for data in published)).following
    next_year = rules.fiscal_year(rules.local_day(at, program.zone)) + 1
    for half in rules.half_years(first, date(next_year, 6, 30)):
        earned = half.previous
        _period(
            program, half.code, (earned.first_day, earned.last_day), (half.first_day, half.last_day), done
        )


def _period(
    program: Program, code: str, earning: tuple[date, date], usage: tuple[date, date], done: Counter[str]
) -> None:
    days = {
        "earning_first_day": earning[0],
        "earning_last_day": earning[1],
        "first_day": usage[0],
        "last_day": usage[1],
    }
    found = UsagePeriod.objects.filter(program=program, code=code).first()
    if found is None:
        period = UsagePeriod.planned(program, code, **days)
        period.clean()
        period.save()
        done["usage periods"] += 1
    elif any(getattr(found, name) != day for name, day in days.items()):
        raise CatalogueError(f"{program.code} {code}: the days differ from the usage period that exists")


def _activities(catalogue: Catalogue, programs: list[Program], at: datetime, done: Counter[str]) -> None:
    place = 0
    for category in catalogue.categories:
        for activity in category.activities:
            place += 1
            row = _put(ActivityType, activity.code, done, category=category.category.value, position=place)
            for version in activity.versions:
                done["versions"] += load_version(row, version, programs, at)
