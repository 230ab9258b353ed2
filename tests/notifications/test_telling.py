"""What falls due by itself is told once: however many beats run, whatever dies, also after a gap of days."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from notifications.actions.sending import Draft
from notifications.actions.telling import tell
from notifications.models import Message, Reminder
from tests.factories.accounts import UserFactory

NOON = datetime(2027, 2, 7, 12, tzinfo=UTC)
A_DAY = timedelta(days=1)
KIND = "claim_ready"
FACTS = {"title": "Autumn campaign", "public_id": "abc", "by": "Ben"}


def daily(to, asked=None):
    """Something that falls due every day at noon; notes for which spans it was asked."""

    def due(since, at):
        if asked is not None:
            asked.append((since, at))
        day = NOON
        while day <= at:
            if day > since:
                yield Draft(to, to, day.isoformat(), FACTS)
            day += A_DAY

    return due


def told():
    return Message.objects.filter(kind=KIND).count()


@pytest.fixture
def anna(db):
    return UserFactory()


def test_at_the_first_start_nobody_hears_of_what_lies_behind(anna):
    assert tell(KIND, daily(anna), NOON + 30 * A_DAY) == 0
    assert told() == 0
    assert Reminder.objects.get().told_until == NOON + 30 * A_DAY


def test_each_is_told_once(anna):
    tell(KIND, daily(anna), NOON - A_DAY)
    for minutes in (-1, 0, 1, 2, 1440, 1441):
        tell(KIND, daily(anna), NOON + timedelta(minutes=minutes))
    assert told() == 2


def test_a_gap_is_asked_for_in_whole(anna):
    asked = []
    tell(KIND, daily(anna), NOON - timedelta(hours=1))
    tell(KIND, daily(anna, asked), NOON + timedelta(hours=25))
    assert asked == [(NOON - timedelta(hours=1), NOON + timedelta(hours=25))]
    assert told() == 2


def test_a_clock_that_went_back_tells_nothing_twice(anna):
    tell(KIND, daily(anna), NOON - A_DAY)
    tell(KIND, daily(anna), NOON + A_DAY)
    assert tell(KIND, daily(anna), NOON) == 0
    assert Reminder.objects.get().told_until == NOON + A_DAY


def test_a_run_that_dies_half_way_is_run_again(anna):
    def dying(since, at):
        yield from daily(anna)(since, at)
        raise RuntimeError

    tell(KIND, daily(anna), NOON - A_DAY)
    with pytest.raises(RuntimeError):
        tell(KIND, dying, NOON)
    assert (told(), Reminder.objects.get().told_until) == (0, NOON - A_DAY)
    assert tell(KIND, daily(anna), NOON) == 1
    assert told() == 1


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_tell_once():
    anna, both, asked = UserFactory(), Barrier(4), []
    tell(KIND, daily(anna), NOON - A_DAY)

    def beat(_n):
        both.wait()
        try:
            return tell(KIND, daily(anna, asked), NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        given = sorted(pool.map(beat, range(4)))
    assert given == [0, 0, 0, 1]
    assert (told(), len(asked)) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_first_beats_at_once_begin_once():
    anna, both = UserFactory(), Barrier(4)

    def beat(_n):
        both.wait()
        try:
            return tell(KIND, daily(anna), NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(beat, range(4))) == 0
    assert Reminder.objects.count() == 1
