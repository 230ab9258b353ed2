"""The ten minutes between a decision and its letter: undo, or do not wait; nobody outside knows."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from claims.actions import deciding, leaving, ticking
from claims.enums import ClaimState
from claims.models import Claim
from claims.words import timeline
from history.models import Event
from lifecycle import clock
from notifications.models import Message
from programs.enums import VendorRole
from programs.words import instant_in_words
from review.models import Hold
from tests.factories import claims as made
from tests.factories.people import everybody, staff


@pytest.fixture
def waiting(people):
    """Decided by Rita with a cut; the decision has not left."""
    claim = made.under_review(people, 1000)
    return deciding.decide(claim.pk, made.outcomes(claim, 600), "", user=people.rita)


def test_who_decided_sees_when_it_leaves_and_both_ways_on(people, waiting, sign_in, url_of, text):
    said = text(sign_in(people.rita).get(url_of("review_claim", waiting)))

    assert "Decided by Rita: 600.00 EUR of 1,000.00 EUR." in said
    assert "The decision leaves on" in said
    assert "Undo the decision" in said
    assert "Send now" in said
    assert "Decide line by line" not in said


def test_page_and_history_name_the_same_minute(people, waiting, sign_in, url_of, text):
    with override("en"):
        when = instant_in_words(waiting.decisions.get().leaves_at, people.program.zone, "en")
    said = text(sign_in(people.rita).get(url_of("review_claim", waiting)))

    assert f"The decision leaves on {when};" in said
    history = text(sign_in(people.rita).get(url_of("review_history", waiting)))
    assert f"approved; it leaves on {when}<" in history


def test_in_german_too_one_sentence_ends_before_the_next(people):
    claim = made.under_review(people, 1000)
    deciding.decide(claim.pk, made.outcomes(claim, 600), "Thank you", user=people.rita)
    with override("de"):
        newest = timeline(Event.objects.about(claim).for_reading(), claim, staff=True)[0].words
    assert "(Zeit in Berlin). Thank you. Position 1, " in newest


def test_others_read_it_and_press_nothing(people, waiting, sign_in, url_of, text):
    other = staff("Rolf", people.program, VendorRole.REVIEWER)

    for person in (other, people.arno, people.axel):
        said = text(sign_in(person).get(url_of("review_claim", waiting)))
        assert "Rita can undo it until then." in said
        assert "Undo the decision" not in said
    for page in ("review_undo", "review_leave"):
        assert sign_in(other).post(url_of(page, waiting)).status_code == 409
        assert sign_in(people.axel).post(url_of(page, waiting)).status_code == 403
    assert waiting.decisions.leaving().exists()


def test_undone_the_claim_is_decided_anew(people, waiting, sign_in, url_of, text):
    page = sign_in(people.rita).post(url_of("review_undo", waiting), follow=True)

    said = text(page)
    assert "The decision is undone." in said
    history = text(sign_in(people.rita).get(url_of("review_history", waiting)))
    assert "Decision undone before it left" in history
    assert "Decide line by line" in said
    assert not Message.objects.filter(kind="claim_decided").exists()
    again = made.decide(waiting, made.outcomes(waiting), user=people.rita)
    assert again.approved == 1000


def test_sent_now_the_partner_hears_at_once(people, waiting, sign_in, url_of, text):
    page = sign_in(people.rita).post(url_of("review_leave", waiting), follow=True)

    assert "The decision has left." in text(page)
    assert Message.objects.filter(kind="claim_decided", to=people.anna).count() == 1
    waiting.refresh_from_db()
    assert waiting.state == ClaimState.APPROVED
    assert sign_in(people.rita).post(url_of("review_undo", waiting)).status_code == 409


def test_the_partner_knows_nothing_of_it_until_it_left(people, waiting, sign_in, text):
    said = text(sign_in(people.anna).get(reverse("claim", args=[waiting.public_id])))

    assert "Under review" in said
    assert "600.00" not in said


def test_the_clock_lets_it_leave_in_its_minute(people, waiting):
    leaves = waiting.decisions.get().leaves_at

    assert ticking.leave_decisions(leaves - timedelta(seconds=1)) == 0
    with clock.shifted(leaving.LEAVES_AFTER):
        assert ticking.leave_decisions(clock.now()) == 1
    waiting.refresh_from_db()
    assert (waiting.state, waiting.decided_by) == (ClaimState.APPROVED, people.rita)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_and_one_wins():
    people = everybody()
    claim = made.under_review(people, 1000)
    Hold.objects.all().delete()  # neither of them looks at what the other has on the bench
    key = claim.expenses.get().public_id
    pressers = [people.rita, staff("Rolf", people.program, VendorRole.REVIEWER)]

    def press(user):
        browser = Client()
        browser.force_login(user)
        data = {
            f"outcome-{key}": "cut",
            f"amount-{key}": "600",
            f"reason-{key}": f"By {user}",
            "confirm": "1",
        }
        try:
            return browser.post(reverse("review_decide", args=[claim.public_id]), data)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(press, pressers))

    assert sorted(one.status_code for one in answers) == [302, 409]
    overtaken = next(one for one in answers if one.status_code == 409).content.decode()
    second = pressers[[one.status_code for one in answers].index(409)]
    assert f"By {second}" in overtaken
    assert "Decision made" in overtaken
    assert Claim.objects.get(pk=claim.pk).decisions.count() == 1
