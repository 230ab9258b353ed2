"""The pace of a program: half of its decisions, nine of ten; measured once a day, a gap heals; too few say nothing."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from claims.models import Claim
from lifecycle import clock
from review.models import Pace
from review.pace import at_most, measure, measure_due, paces_of
from tests.factories.programs import ProgramFactory


def days(*counts):
    return [timedelta(days=one) for one in counts]


@pytest.mark.parametrize(
    ("found", "half", "most"),
    [
        ([], 0, 0),
        ([4], 4, 4),
        ([1, 2], 1, 2),
        (range(1, 11), 5, 9),
        (range(1, 21), 10, 18),
        (range(1, 22), 11, 19),
    ],
)
def test_half_of_them_and_nine_of_ten(found, half, most):
    durations = days(*found)
    assert (at_most(durations, 0.5), at_most(durations, 0.9)) == (timedelta(days=half), timedelta(days=most))


@pytest.mark.django_db
def test_measured_once_a_day_and_after_a_gap_at_once():
    program = ProgramFactory()
    asked = []

    def durations(of, since):
        asked.append(since)
        return days(*range(1, 31))

    at = clock.now()
    assert [measure_due(Claim, durations, at + timedelta(hours=hours)) for hours in (0, 1, 23)] == [1, 0, 0]
    assert measure_due(Claim, durations, at + timedelta(days=9)) == 1
    assert asked[0] == at - timedelta(days=90)
    pace = Pace.objects.get(program=program)
    assert (pace.half, pace.most, pace.count) == (*days(15, 27), 30)


@pytest.mark.django_db
@pytest.mark.parametrize(("count", "known"), [(19, False), (20, True)])
def test_fewer_than_twenty_say_nothing(count, known):
    program = ProgramFactory()
    measure(Claim, program, days(*[2] * count), clock.now())
    assert bool(paces_of(Claim, [program.pk])) is known


@pytest.mark.django_db
def test_what_the_database_refuses():
    program = ProgramFactory()
    facts = {"subject_kind": "claim", "program": program, "count": 20, "measured_at": clock.now()}
    with pytest.raises(IntegrityError, match="review_pace_in_order"), transaction.atomic():
        Pace.objects.create(half=timedelta(days=2), most=timedelta(days=1), **facts)
    Pace.objects.create(half=timedelta(days=1), most=timedelta(days=1), **facts)
    with pytest.raises(IntegrityError, match="review_pace_once"), transaction.atomic():
        Pace.objects.create(half=timedelta(days=1), most=timedelta(days=1), **facts)
