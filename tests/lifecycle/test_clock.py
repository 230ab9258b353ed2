"""The one clock."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

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
