from datetime import timedelta

import pytest

from claims_portal.demo import people
from claims_portal.demo.story import telling
from programs.rules import DAYS_TO_SUBMIT, half_year_of
from tests.factories.programs import ProgramFactory, UsagePeriodFactory


@pytest.fixture
def story(db):
    """The demo's people, and the period their story plays in."""
    programs = {code: ProgramFactory(code=code) for code in people.PROGRAMS}
    people.make_people()
    half = half_year_of(telling.today() - timedelta(days=DAYS_TO_SUBMIT + 1))
    days = {"first_day": half.first_day, "last_day": half.last_day}
    earned = {"earning_first_day": half.previous.first_day, "earning_last_day": half.previous.last_day}
    return UsagePeriodFactory(program=programs["COOP"], code=half.code, **days, **earned)
