"""In which usage periods a location may start claims now (R2)."""

from datetime import datetime
from typing import Any

from accounts.models import Partner
from programs.models import Enrollment, Program, UsagePeriod
from programs.rules import draft_window, local_day


def open_periods(
    user: Any, location: Partner, at: datetime, only: Program | None = None
) -> list[UsagePeriod]:
    """Usage periods whose draft window is open, of the person's programs the location takes part in today.

    Each with its program and extensions; by program, the earliest first.
    """
    programs = Program.objects.for_partner(user, location).filter(active=True)
    programs = programs.filter(pk=only.pk) if only else programs
    enrolled = _enrolled(location, at)
    periods = UsagePeriod.objects.filter(program__in=programs).with_deadlines()
    return [
        one
        for one in periods.order_by("program__code", "first_day")
        if one.program_id in enrolled and draft_window(one, location).contains(at)
    ]


def _enrolled(location: Partner, at: datetime) -> set[int]:
    """Programs in which the location may start claims today, by each program's own day."""
    enrollments = Enrollment.objects.filter(partner=location).select_related("program")
    return {
        one.program_id
        for one in enrollments
        if Enrollment.objects.on(local_day(at, one.program.zone)).filter(pk=one.pk).exists()
    }
