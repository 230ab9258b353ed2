"""Who sees which staff page, and who may press which button."""

import pytest
from django.urls import reverse

from accounts.enums import PartnerRole
from claims.enums import ClaimState
from tests.factories import claims as made
from tests.factories.accounts import MembershipFactory, PartnerFactory

READERS = ("rita", "arno", "paula", "axel", "pia")
POSTS = ("review_take", "review_request", "review_decide", "review_recommend", "review_return")


@pytest.mark.parametrize("name", READERS)
def test_staff_of_the_program_read_the_bench(people, sign_in, url_of, text, name):
    claim = made.under_review(people, 1200, 300)

    answer = sign_in(getattr(people, name)).get(url_of("review_claim", claim))

    assert answer.status_code == 200
    assert claim.number in text(answer)
    assert "Druckhaus 2" in text(answer)
    assert "1,500.00 EUR" in text(answer)


@pytest.mark.parametrize("name", ["paula", "axel", "pia"])
def test_who_only_reads_gets_no_buttons(people, sign_in, url_of, text, name):
    claim = made.under_review(people)

    said = text(sign_in(getattr(people, name)).get(url_of("review_claim", claim)))

    assert "Decide line by line" not in said
    assert "You can read this claim" in said


def test_a_stranger_finds_nothing(people, sign_in, url_of):
    claim = made.under_review(people)
    client = sign_in(people.stranger)

    assert client.get(reverse("queue")).status_code == 404
    assert client.get(url_of("review_claim", claim)).status_code == 404
    for name in POSTS:
        assert client.post(url_of(name, claim)).status_code == 404


@pytest.mark.parametrize("name", ["anna", "ben"])
def test_the_claims_own_people_are_led_to_their_page(people, sign_in, url_of, name):
    claim = made.under_review(people)
    client = sign_in(getattr(people, name))

    answer = client.get(url_of("review_claim", claim))

    assert answer.status_code == 302
    assert answer["Location"] == reverse("claim", args=[claim.public_id])
    assert client.get(reverse("queue")).status_code == 404
    for verb in POSTS:
        assert client.post(url_of(verb, claim)).status_code == 404


def test_nobody_reviews_their_own_company(people, sign_in, url_of, text):
    """R8: a reviewer who works for another location of the same group."""
    claim = made.submitted(people)
    group = PartnerFactory()
    type(people.partner).objects.filter(pk=people.partner.pk).update(parent=group)
    sibling = PartnerFactory(parent=group)
    MembershipFactory(user=people.rita, partner=sibling, role=PartnerRole.USER)
    client = sign_in(people.rita)

    assert claim.number not in text(client.get(reverse("queue")))
    assert client.get(url_of("review_claim", claim)).status_code == 404
    client.post(reverse("queue_next"))
    claim.refresh_from_db()
    assert claim.state == ClaimState.SUBMITTED


def test_signed_out_people_sign_in_first(people, client, url_of):
    claim = made.submitted(people)

    for address in (reverse("queue"), url_of("review_claim", claim)):
        assert client.get(address).status_code == 302


def test_a_program_of_others_is_not_there(people, sign_in, url_of, text):
    from programs.enums import VendorRole
    from tests.factories.people import everybody, staff  # noqa: F401
    from tests.factories.programs import ProgramFactory

    claim = made.submitted(people)
    other = staff("Rolf", ProgramFactory(), VendorRole.REVIEWER)

    assert sign_in(other).get(url_of("review_claim", claim)).status_code == 404
    assert claim.number not in text(sign_in(other).get(reverse("queue")))


@pytest.mark.parametrize(
    ("verb", "name"),
    [
        ("review_take", "arno"),
        ("review_take", "axel"),
        ("review_request", "arno"),
        ("review_request", "paula"),
        ("review_decide", "pia"),
        ("review_decide", "axel"),
        ("review_recommend", "arno"),
        ("review_return", "rita"),
    ],
)
def test_a_wrong_role_is_refused(people, sign_in, url_of, verb, name):
    claim = made.under_review(people)

    answer = sign_in(getattr(people, name)).post(url_of(verb, claim), {"words": "x", "reason": "x"})

    assert answer.status_code == 403
    claim.refresh_from_db()
    assert claim.state == ClaimState.UNDER_REVIEW


@pytest.mark.parametrize(
    ("verb", "name"),
    [
        ("review_take", "rita"),
        ("review_recommend", "rita"),
        ("review_return", "arno"),
        ("review_decide", "arno"),
    ],
)
def test_a_wrong_moment_is_refused(people, sign_in, url_of, verb, name):
    """Taken already; below the limit; nothing recommended; not the approver's turn."""
    claim = made.under_review(people)

    assert sign_in(getattr(people, name)).post(url_of(verb, claim)).status_code == 409


def test_a_claim_taken_back_is_the_partners_draft_again(people, sign_in, url_of, text):
    from claims.actions.submitting import take_back

    claim = made.submitted(people)
    take_back(claim.pk, user=people.anna)

    answer = sign_in(people.rita).get(url_of("review_claim", claim))

    assert answer.status_code == 409
    assert "took this claim back" in text(answer)
