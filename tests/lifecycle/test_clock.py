"""The one clock."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from lifecycle import clock

pytestmark = pytest.mark.django_db


def test_it_is_aware_and_in_utc():
    assert clock.now().utcoffset() == timedelta(0)


def test_it_is_about_the_machine_s(settings):
    settings.CLOCK_MAY_SHIFT = False
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_it_goes_on_inside_a_transaction():
    """Who waits for a lock is judged by when it was their turn, not by when they came."""
    with transaction.atomic():
        first = clock.now()
        assert clock.now() > first


@pytest.mark.parametrize("by", [timedelta(days=400), timedelta(days=-3), timedelta(microseconds=-1)])
def test_it_can_be_shifted_for_a_while(by):
    before = clock.now()
    with clock.shifted(by):
        assert timedelta(0) <= clock.now() - before - by < timedelta(seconds=20)
    assert timedelta(0) < clock.now() - before < timedelta(seconds=20)


def test_shifts_nest():
    with clock.shifted(timedelta(days=10)):
        outer = clock.now()
        with clock.shifted(timedelta(days=20)):
            assert clock.now() - outer >= timedelta(days=10)
        assert clock.now() - outer < timedelta(days=1)


def test_production_reads_no_shift(settings):
    before = clock.now()
    settings.CLOCK_MAY_SHIFT = False
    with clock.shifted(timedelta(days=400)):
        assert clock.now() - before < timedelta(days=1)
    with pytest.raises(PermissionError):
        clock.shift(timedelta(days=1))


@pytest.fixture
def elsewhere():
    """Another process's connection, older than any shift."""
    other = connection.copy()
    other.ensure_connection()
    yield other
    other.close()


@pytest.mark.django_db(transaction=True)
def test_a_move_is_seen_by_everybody_at_once(elsewhere):
    """Also by web threads and workers that keep their connections."""

    def there():
        with elsewhere.cursor() as cursor:
            cursor.execute(clock.inside_a_query().sql)
            return cursor.fetchone()[0]

    before = there()
    try:
        clock.shift(timedelta(days=40))
        assert clock.moved_by() == timedelta(days=40)
        assert there() - before >= timedelta(days=40)
        assert clock.now() - before >= timedelta(days=40)
        assert timedelta(0) < clock.real() - before < timedelta(minutes=1), "who sits there has not been away"
    finally:
        clock.shift(timedelta(0))
    assert clock.moved_by() == timedelta(0)
    assert timedelta(0) < there() - before < timedelta(minutes=1)


def test_a_shift_of_one_connection_goes_before_the_move_of_all():
    """The story the demo begins with happened long ago, whatever was done since."""
    before = clock.real()
    clock.shift(timedelta(days=40))
    with clock.shifted(timedelta(days=-3)):
        assert clock.now() < before
    assert clock.now() - before >= timedelta(days=40)


def test_production_knows_of_no_move(settings):
    clock.shift(timedelta(days=40))
    settings.CLOCK_MAY_SHIFT = False
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert clock.moved_by() == timedelta(0)
