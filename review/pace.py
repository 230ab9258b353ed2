"""How long decisions of a program took lately: measured once a day, by subject; whose clock it is others say."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from programs.models import Program
from review.models import Pace

#: How far back a pace looks, how few decisions say nothing yet, how long a measure holds.
LOOKS_BACK = timedelta(days=90)
LEAST = 20
LASTS = timedelta(days=1)
#: Half of them, and nine of ten.
HALF, MOST = 0.5, 0.9

#: What a room above knows: how long the decisions of a program took that were made since an instant.
Durations = Callable[[Program, datetime], Iterable[timedelta]]


def measure_due(kind: Any, durations: Durations, at: datetime) -> int:
    """Measure every program whose last measure is a day old, however long nobody did. Returns how many.

    kind: a model with a SUBJECT_KIND. A program with few decisions is measured too, and says nothing.
    """
    fresh = Pace.objects.filter(subject_kind=kind.SUBJECT_KIND, measured_at__gt=at - LASTS)
    due = Program.objects.exclude(pk__in=fresh.values("program"))
    for program in due:
        measure(kind, program, durations(program, at - LOOKS_BACK), at)
    return len(due)


def measure(kind: Any, program: Program, durations: Iterable[timedelta], at: datetime) -> None:
    """Write what these durations say of the program's pace."""
    found = sorted(durations)
    facts = {
        "half": at_most(found, HALF),
        "most": at_most(found, MOST),
        "count": len(found),
        "measured_at": at,
    }
    Pace.objects.bulk_create(
        [Pace(subject_kind=kind.SUBJECT_KIND, program=program, **facts)],
        update_conflicts=True,
        unique_fields=["subject_kind", "program"],
        update_fields=list(facts),
    )


def at_most(found: Sequence[timedelta], part: float) -> timedelta:
    """The shortest of the sorted durations that `part` of them do not exceed; zero where there are none."""
    if not found:
        return timedelta(0)
    # In thousandths, so that nine of ten of twenty is eighteen and not a hair more.
    rank = -(-len(found) * round(part * 1000) // 1000)
    return found[rank - 1]


def paces_of(kind: Any, programs: Iterable[int]) -> dict[int, Pace]:
    """By program, the pace of those with enough decisions to say something; one query."""
    known = Pace.objects.filter(subject_kind=kind.SUBJECT_KIND, program__in=set(programs), count__gte=LEAST)
    return {one.program_id: one for one in known}
