"""Which version of a program's guidebook holds."""

from datetime import datetime

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
