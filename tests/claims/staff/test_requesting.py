"""Asking for one more document, and sending a recommendation back."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from claims.enums import ClaimState
from lifecycle import clock
from notifications.models import Message
from review.clocks import answer_due
from review.models import Request
from tests.factories import claims as made


def test_the_due_date_is_said_before_anything_is_sent(people, sign_in, url_of, text):
    claim = made.under_review(people)

    said = text(sign_in(people.rita).get(url_of("review_request", claim)))

    due = answer_due(people.program, "DE", clock.now())
    day = (due - timedelta(minutes=1)).astimezone(ZoneInfo("Europe/Berlin"))
    assert f"{day.day} {day:%B %Y}, 23:59 Berlin time" in said
    assert not Request.objects.exists()


def test_a_partner_elsewhere_reads_it_in_their_own_time_too(people, sign_in, url_of, text):
    type(people.partner).objects.filter(pk=people.partner.pk).update(zone="Asia/Tokyo")
    claim = made.under_review(people)

    assert "Tokyo time" in text(sign_in(people.rita).get(url_of("review_request", claim)))


def test_sent_it_waits_for_the_partner_until_the_due_date(people, sign_in, url_of):
    claim = made.under_review(people)

    answer = sign_in(people.rita).post(url_of("review_request", claim), {"words": "The agenda, please."})

    assert answer["Location"] == url_of("review_claim", claim)
    claim.refresh_from_db()
    request = Request.objects.about(claim).get()
    assert claim.state == ClaimState.ACTION_REQUIRED
    assert request.words == "The agenda, please."
    assert request.due_at == answer_due(people.program, "DE", request.made_at)
    assert Message.objects.filter(kind="request_made").count() == 2


def test_a_request_says_something(people, sign_in, url_of, text):
    claim = made.under_review(people)

    answer = sign_in(people.rita).post(url_of("review_request", claim), {"words": "   "})

    assert "Say what you need from the partner." in text(answer)
    claim.refresh_from_db()
    assert claim.state == ClaimState.UNDER_REVIEW


def test_words_are_kept_when_somebody_was_faster(people, sign_in, url_of, text):
    claim = made.asked(people, "The agenda, please.")

    answer = sign_in(people.rita).post(url_of("review_request", claim), {"words": "My own long question"})

    assert answer.status_code == 409
    assert "My own long question" in text(answer)
    assert "The agenda, please." in text(answer)
    assert Request.objects.count() == 1


def test_the_approver_sends_it_back_with_the_reason(people, sign_in, url_of, text):
    claim = made.recommended(people)
    client = sign_in(people.arno)

    client.post(url_of("review_return", claim), {"reason": "The second page is missing."})

    claim.refresh_from_db()
    assert claim.state == ClaimState.UNDER_REVIEW
    assert "Sent back to the reviewer: The second page is missing." in text(
        sign_in(people.rita).get(url_of("review_claim", claim))
    )


def test_sending_back_needs_a_reason(people, sign_in, url_of, text):
    claim = made.recommended(people)

    answer = sign_in(people.arno).post(url_of("review_return", claim), {"reason": ""})

    assert "Say why you send it back." in text(answer)
    claim.refresh_from_db()
    assert claim.state == ClaimState.AWAITING_APPROVAL
