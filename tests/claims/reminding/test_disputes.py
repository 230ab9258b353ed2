"""Incentives admins hear twice until when a cut decision can be disputed, and what happens to what is held."""

import pytest

from claims.actions import disputing
from claims.actions.reminding.disputes import remind_of_disputes
from claims.guards import dispute_ends
from claims.models import Claim
from programs.models import Program
from tests.claims.reminding.told import A_DAY, A_MINUTE, begun, names, still_owed, ticks, told
from tests.factories import claims as make

pytestmark = pytest.mark.django_db
KIND = "dispute_ends"


@pytest.fixture
def cut(people):
    """1,000 of 1,200 approved."""
    claim = make.decided(people, 1000)
    begun(KIND)
    return claim


def test_seven_days_and_one_day_before_once_each(cut):
    ends = dispute_ends(cut)
    ticks(remind_of_disputes, ends - 7 * A_DAY, ends - A_DAY, ends)
    assert names(KIND) == ["Anna", "Anna"]
    facts = told(KIND)[0].context
    assert (facts["approved"], facts["claimed"], facts["rest"]) == ("1000.0000", "1200.0000", "200.0000")
    assert facts["rest_ends"] == ends.isoformat()
    assert {message.void_at for message in told(KIND)} == {ends}


@pytest.mark.parametrize(("days", "forfeited"), [(30, False), (100, True)])
def test_it_says_what_becomes_of_the_rest(people, days, forfeited):
    """The deadline is 75 days away."""
    Program.objects.filter(pk=people.program.pk).update(dispute_days=days)
    people.program.refresh_from_db()
    claim = make.decided(people, 1000)
    begun(KIND)
    remind_of_disputes(dispute_ends(claim) - A_DAY)
    assert told(KIND)[0].context["forfeited"] is forfeited


def test_who_was_paid_in_full_has_nothing_to_dispute(people):
    claim = make.decided(people)
    begun(KIND)
    ticks(remind_of_disputes, dispute_ends(claim) - 7 * A_DAY)
    assert names(KIND) == []


@pytest.mark.parametrize("act", ["dispute", "accept"])
def test_who_has_said_what_they_want_hears_nothing_more(cut, people, act):
    remind_of_disputes(dispute_ends(cut) - 7 * A_DAY)
    assert still_owed(KIND) == ["Anna"]
    if act == "dispute":
        disputing.dispute(cut.pk, "We disagree.", user=people.anna)
    else:
        disputing.accept(cut.pk, user=people.anna)
    assert still_owed(KIND) == []
    ticks(remind_of_disputes, dispute_ends(Claim.objects.get(pk=cut.pk)) - A_DAY)
    assert names(KIND) == ["Anna"]


def test_after_a_gap_beyond_its_end_nobody_is_told(cut):
    remind_of_disputes(dispute_ends(cut) + A_MINUTE)
    assert names(KIND) == []
