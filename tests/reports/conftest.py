from collections.abc import Callable
from datetime import datetime

import pytest

from lifecycle import clock
from programs.models import UsagePeriod
from reports.actions import summing
from tests.factories import claims as make
from tests.factories.people import People, everybody


@pytest.fixture
def people(db) -> People:
    """The same few people in every test."""
    return everybody()


@pytest.fixture
def period(people) -> UsagePeriod:
    """The one in which everything here happens."""
    return make.current_period(people)


@pytest.fixture
def summed(period) -> Callable[..., datetime]:
    """Add the period up, as the worker does; says when."""

    def _summed() -> datetime:
        at = clock.now()
        summing.sum_up(period, at)
        return at

    return _summed
