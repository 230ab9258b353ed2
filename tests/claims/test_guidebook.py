"""A claim keeps the version of the guidebook it was made under."""

import pytest

from claims.actions import drafting
from lifecycle import clock
from programs.rules import local_day
from tests.factories import claims
from tests.factories.guidebooks import GuidebookFactory, in_print

pytestmark = pytest.mark.django_db


def publish(people, revision):
    today = local_day(clock.now(), people.program.zone)
    draft = GuidebookFactory(program=people.program, revision=revision)
    return in_print(draft, people.paula, today)


def test_without_a_guidebook_a_claim_has_none(people):
    assert claims.draft(people).guidebook is None


def test_it_keeps_the_version_that_was_in_force_when_it_was_made(people):
    first = publish(people, 1)
    claim = claims.draft(people)
    second = publish(people, 2)
    claim.refresh_from_db()
    assert claim.guidebook == first
    assert claims.draft(people).guidebook == second


def test_a_copy_gets_the_one_in_force_now(people):
    publish(people, 1)
    claim = claims.draft(people)
    second = publish(people, 2)
    copy = drafting.copy(claim, claim.period, claim.activity, user=people.anna)
    assert copy.guidebook == second
