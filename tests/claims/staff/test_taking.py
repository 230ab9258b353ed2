"""Taking the next claim: which one it is, and that nobody gets another's."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.actions import assigning, deciding, leaving
from claims.actions.disputing import dispute
from claims.actions.taking import take_next
from claims.enums import ClaimState
from claims.models import Claim
from lifecycle import clock
from programs.enums import VendorRole
from review import holding
from review.models import Hold
from tests.factories import claims as made
from tests.factories.people import everybody, staff
from tests.funds.test_fifty_at_once import all_at_once

NEXT = reverse("queue_next")


@pytest.fixture
def rolf(people):
    return staff("Rolf", people.program, VendorRole.REVIEWER)


@pytest.fixture
def waiting(people):
    """Claims that wait to be taken, the first one longest."""
    start = clock.now() - timedelta(days=9)
    return [made.SubmittedRow(people=people, waiting_since=start + timedelta(days=n)) for n in range(3)]


def taken_by(*users):
    found = [take_next(user=user) for user in users]
    return [claim and claim.pk for claim in found]


def test_each_gets_the_most_urgent_that_nobody_has(people, rolf, waiting):
    first, second, third = (one.pk for one in waiting)

    assert taken_by(people.rita, rolf, people.rita, rolf) == [first, second, third, None]
    claim = Claim.objects.get(pk=first)
    assert (claim.state, claim.taken_by) == (ClaimState.UNDER_REVIEW, people.rita)
    assert holding.holder(claim, clock.now()).by == people.rita


def test_what_is_given_to_somebody_is_theirs_alone_and_comes_first(people, rolf, waiting):
    first, second, third = (one.pk for one in waiting)
    assigning.assign(first, people.rita, user=people.paula)
    assigning.assign(third, rolf, user=people.paula)

    assert taken_by(rolf, rolf, rolf, people.rita) == [third, second, None, first]


def test_what_is_under_review_is_free_again_after_its_time(people, rolf):
    claim = made.under_review(people)
    assert take_next(user=rolf) is None

    Hold.objects.update(since=clock.now() - timedelta(hours=1), until=clock.now() - timedelta(minutes=1))

    assert take_next(user=rolf) == claim
    assert Claim.objects.get(pk=claim.pk).taken_by == people.rita
    assert holding.holder(claim, clock.now()).by == rolf


def test_a_decision_that_is_leaving_is_given_to_nobody(people, rolf):
    claim = made.under_review(people)
    deciding.decide(claim.pk, made.outcomes(claim), "", user=people.rita)
    Hold.objects.all().delete()
    assert take_next(user=rolf) is None

    leaving.undo(claim.pk, user=people.rita)
    assert take_next(user=rolf) == claim


def test_a_dispute_goes_to_somebody_else_than_the_first_decider(people, rolf):
    claim = made.decided(people, 500)
    dispute(claim.pk, "The invoice is right.", user=people.anna)

    assert take_next(user=people.rita) is None
    assert take_next(user=rolf) == claim
    assert Claim.objects.get(pk=claim.pk).state == ClaimState.DISPUTED


def test_it_costs_few_queries_however_many_wait(people, sign_in, waiting):
    made.SubmittedRow.create_batch(20, people=people)
    client = sign_in(people.rita)
    client.get(reverse("queue"))
    for claim in waiting:
        holding.hold(claim, people.arno, clock.now())

    with CaptureQueriesContext(connection) as queries:
        assert client.post(NEXT).status_code == 302

    asked = [one["sql"] for one in queries if "SAVEPOINT" not in one["sql"]]
    assert len(asked) <= 15


def test_its_bench_opens(people, sign_in, waiting, url_of):
    client = sign_in(people.rita)

    opened = [client.post(NEXT)["Location"] for _one in range(4)]

    assert opened == [*(url_of("review_claim", one) for one in waiting), reverse("queue")]


def test_only_reviewers_take_next(people, sign_in, waiting):
    assert sign_in(people.arno).post(NEXT).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_never_get_the_same():
    """One claim is under review and held by nobody: there too one of them was first."""
    people = everybody()
    loose = made.under_review(people)
    Hold.objects.all().delete()
    made.SubmittedRow.create_batch(40, people=people)
    reviewers = [staff(f"Reviewer{number}", people.program, VendorRole.REVIEWER) for number in range(50)]

    def take(number: int):
        return getattr(take_next(user=reviewers[number]), "pk", None)

    taken = all_at_once(take)

    given = [one for one in taken if one is not None]
    assert len(given) == len(set(given)) == 41
    assert loose.pk in given
    assert taken.count(None) == 9
    assert Hold.objects.count() == 41
