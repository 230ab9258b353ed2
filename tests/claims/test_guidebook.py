"""A claim keeps the version of the guidebook it was made under."""

import pytest
from django.urls import reverse

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


def test_the_claims_pages_lead_to_its_version(people, client):
    first = publish(people, 1)
    claim = claims.under_review(people)
    draft = claims.draft(people)
    publish(people, 2)
    way = reverse("guidebook", args=[first.public_id])
    for person, name, one in (
        (people.anna, "claim", draft),
        (people.anna, "claim", claim),
        (people.rita, "review_claim", claim),
    ):
        client.force_login(person)
        assert f'href="{way}"' in client.get(reverse(name, args=[one.public_id])).content.decode()
        assert client.get(way).status_code == 200


def test_without_a_guidebook_the_pages_name_none(people, client):
    client.force_login(people.anna)
    page = client.get(reverse("claim", args=[claims.draft(people).public_id])).content.decode()
    assert "Guidebook it goes by" not in page
