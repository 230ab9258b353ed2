"""Two people never work on the same claim without knowing: who opens it holds it, and others are told and asked."""

from datetime import timedelta

import pytest
from django.urls import reverse

from claims.enums import ClaimState
from claims.models import Claim
from lifecycle import clock
from programs.enums import VendorRole
from review import holding
from review.models import Hold
from tests.factories import claims as made
from tests.factories.people import staff

QUEUE = reverse("queue")


@pytest.fixture
def rolf(people):
    return staff("Rolf", people.program, VendorRole.REVIEWER)


@pytest.fixture
def taken(people):
    """Under review, and on nobody's bench just now."""
    claim = made.under_review(people)
    Hold.objects.all().delete()
    return claim


def holder(claim):
    held = holding.holder(claim, clock.now())
    return held and held.by


def test_who_opens_a_claim_they_may_act_on_holds_it(people, rolf, sign_in, taken, url_of, text):
    said = text(sign_in(people.rita).get(url_of("review_claim", taken)))
    assert "You have this claim on the bench" in said
    assert holder(taken) == people.rita

    said = text(sign_in(rolf).get(url_of("review_claim", taken)))
    assert "Rita has this open" in said
    assert holder(taken) == people.rita
    assert "Rita has this open since" in text(sign_in(people.paula).get(QUEUE))


@pytest.mark.parametrize("reader", ["paula", "axel", "arno"])
def test_who_only_reads_holds_nothing(people, sign_in, taken, url_of, reader):
    sign_in(getattr(people, reader)).get(url_of("review_claim", taken))

    assert holder(taken) is None


def test_looking_around_among_those_that_wait_keeps_them_from_nobody(people, sign_in, url_of):
    claim = made.submitted(people)
    sign_in(people.rita).get(url_of("review_claim", claim))

    assert holder(claim) is None


def test_each_page_makes_it_last(people, sign_in, taken, url_of):
    client = sign_in(people.rita)
    client.get(url_of("review_claim", taken))
    earlier = clock.now() - timedelta(minutes=20)
    Hold.objects.update(since=earlier, until=earlier + holding.LASTS)

    client.get(url_of("review_request", taken))

    held = holding.holder(taken, clock.now())
    assert held.until > clock.now() + timedelta(minutes=29)
    assert held.since == earlier


def test_whoever_acts_on_what_another_has_is_asked_first_and_keeps_what_was_typed(
    people, rolf, sign_in, taken, url_of, filled, text
):
    holding.hold(taken, people.rita, clock.now())
    client = sign_in(rolf)
    typed = filled(taken, ("refuse", "", "No date on it"), reason="Two & two")

    asked = client.post(url_of("review_decide", taken), typed)

    assert asked.status_code == 409
    assert "Rita has this open" in text(asked)
    assert holder(taken) == people.rita
    kept = dict(asked.context["typed"])
    assert kept == typed
    went_on = client.post(url_of("review_decide", taken), kept | {"knowing": knowing(asked)})
    assert went_on.status_code == 200
    assert "No date on it" in text(went_on)
    assert holder(taken) == rolf


def knowing(asked):
    return asked.context["held"].since.isoformat()


def test_knowing_of_one_is_not_knowing_of_the_next(people, rolf, sign_in, taken, url_of):
    holding.hold(taken, people.rita, clock.now())
    client = sign_in(rolf)
    asked = client.post(url_of("review_decide", taken), {})
    holding.take_over(taken, staff("Ruth", people.program, VendorRole.REVIEWER), clock.now())

    assert client.post(url_of("review_decide", taken), {"knowing": knowing(asked)}).status_code == 409


def test_it_can_be_taken_over_and_freed_by_hand(people, rolf, sign_in, taken, url_of):
    holding.hold(taken, people.rita, clock.now())
    client = sign_in(rolf)

    assert client.post(url_of("review_take_over", taken))["Location"] == url_of("review_claim", taken)
    assert holder(taken) == rolf
    assert client.post(url_of("review_let_go", taken))["Location"] == QUEUE
    assert holder(taken) is None


def test_only_who_works_on_claims_takes_one_over(people, sign_in, taken, url_of):
    assert sign_in(people.axel).post(url_of("review_take_over", taken)).status_code == 403
    assert sign_in(people.anna).post(url_of("review_take_over", taken)).status_code == 404


def test_freeing_frees_ones_own_alone(people, rolf, sign_in, taken, url_of):
    holding.hold(taken, people.rita, clock.now())
    sign_in(rolf).post(url_of("review_let_go", taken))

    assert holder(taken) == people.rita


def test_signing_out_frees_it(people, sign_in, taken, url_of):
    client = sign_in(people.rita)
    client.get(url_of("review_claim", taken))
    client.logout()

    assert holder(taken) is None


def test_turned_over_to_the_partner_it_is_on_nobody_s_bench(people):
    claim = made.asked(people)

    assert Claim.objects.get(pk=claim.pk).state == ClaimState.ACTION_REQUIRED
    assert holder(claim) is None
