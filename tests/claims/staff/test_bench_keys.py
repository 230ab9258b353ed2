"""The way through the bench: documents and lines one by one, keys that can be turned off, and the next claim."""

import pytest
from django.urls import reverse

from claims.actions import talking
from claims.enums import ClaimState
from claims.models import Claim
from tests.factories import claims as made


@pytest.fixture
def page_of(people, sign_in, url_of):
    """The bench of a claim as somebody sees it, in words of HTML."""

    def _page(claim, query="", user=None):
        return sign_in(user or people.rita).get(url_of("review_claim", claim) + query).content.decode()

    return _page


@pytest.fixture
def confirm(people, sign_in, url_of, filled):
    """Rita confirms a decision by one of the two buttons."""

    def _confirm(claim, button="next", *lines):
        return sign_in(people.rita).post(
            url_of("review_decide", claim), filled(claim, *lines, confirm=button), follow=True
        )

    return _confirm


def test_each_document_leads_to_its_neighbours_by_links(people, sign_in, url_of):
    claim = made.under_review(people, 100, 200)
    browser, address = sign_in(people.rita), url_of("review_claim", claim)
    first, second, third = [one.document for one in browser.get(address).context["bench"].files]

    steps = browser.get(address, {"file": second.public_id}).context["steps"]

    assert (steps.number, steps.before, steps.after) == (2, first, third)
    page = browser.get(address, {"file": second.public_id}).content.decode()
    for key, document in (("h", first), ("l", third)):
        assert f'href="?file={document.public_id}#documents" data-key="{key}"' in page
    assert 'data-key="h"' not in browser.get(address).content.decode()
    assert 'data-key="l"' not in browser.get(address, {"file": third.public_id}).content.decode()


def test_lines_lead_to_each_other_and_a_single_one_nowhere(people, page_of):
    page = page_of(made.under_review(people, 100, 200))
    assert page.count('href="#line-2"') == page.count('href="#line-1"') == 1
    assert "Line 1 of 2: Druckhaus 1" in page
    assert 'href="#line-' not in page_of(made.under_review(people, 100, title="Another"))


def test_keys_are_turned_off_for_good_and_on_again(people, sign_in, page_of):
    claim = made.under_review(people)
    assert 'data-page-keys="on"' in page_of(claim)
    here = f"/queue/{claim.public_id}/"

    answer = sign_in(people.rita).post(reverse("choose_keys"), {"keys": "off", "next": here})

    assert answer["Location"] == here
    people.rita.refresh_from_db()
    assert not people.rita.keys
    assert 'data-page-keys="off"' in page_of(claim)
    assert 'data-page-keys="on"' in page_of(claim, user=people.arno)

    sign_in(people.rita).post(reverse("choose_keys"), {"keys": "on"})
    assert 'data-page-keys="on"' in page_of(claim)
    sign_in(people.rita).post(reverse("choose_keys"), {"keys": "loud"})
    assert 'data-page-keys="on"' in page_of(claim)


def test_the_page_that_is_confirmed_offers_the_next_claim_first(people, sign_in, url_of, text):
    claim = made.under_review(people, 800)
    answer = sign_in(people.rita).post(url_of("review_decide", claim), {"as_claimed": "1"})
    said = text(answer)
    assert said.index("Approve 800.00 EUR, then the next claim") < said.index("Approve 800.00 EUR</button>")
    assert said.count('data-key="c"') == 1


def test_once_confirmed_the_next_claim_opens_and_says_what_was_decided(people, confirm, url_of, text):
    claim, waiting = made.under_review(people, 800), made.submitted(people, 300, title="Second")

    answer = confirm(claim)

    assert answer.redirect_chain[-1][0] == url_of("review_claim", waiting)
    assert f'<a href="{url_of("review_claim", claim)}">{claim.number}</a>: Decided: 800.00 EUR' in text(
        answer
    )
    assert claim.decisions.leaving().exists()


def test_where_nothing_waits_the_queue_says_so(people, confirm, text):
    answer = confirm(made.under_review(people, 800))
    assert answer.redirect_chain[-1][0] == reverse("queue")
    assert "Nothing waits" in text(answer)


def test_the_other_button_stays_at_the_claim(people, confirm, url_of):
    made.submitted(people, 300, title="Second")
    claim = made.under_review(people, 800)
    answer = confirm(claim, "1")
    assert answer.redirect_chain[-1][0] == url_of("review_claim", claim)
    assert Claim.objects.filter(state=ClaimState.SUBMITTED).count() == 1


def test_an_approver_is_offered_no_claim_to_take(people, sign_in, url_of, text):
    claim = made.recommended(people)
    said = text(sign_in(people.arno).post(url_of("review_decide", claim), {"as_recommended": "1"}))
    assert "then the next claim" not in said
    assert said.count('data-key="c"') == 1


def test_earlier_claims_for_the_same_activity_stand_there_with_their_outcome(people, sign_in, url_of):
    activity = made.activity_type()
    before = made.decided(people, 700, claimed=(900,), activity=activity)
    made.submitted(people, 50, title="Something else")
    claim = made.under_review(people, 800, activity=activity)
    later = made.submitted(people, 60, activity=activity)
    browser = sign_in(people.rita)

    assert browser.get(url_of("review_claim", claim)).context["earlier"] == [before]
    assert url_of("review_claim", before) in browser.get(url_of("review_claim", claim)).content.decode()
    assert browser.get(url_of("review_claim", later)).context["earlier"] == [claim, before]


def test_of_many_earlier_claims_ten_are_shown(people, sign_in, url_of, page_of):
    claim = made.under_review(people, 800)
    rows = made.SubmittedRow.create_batch(12, people=people, activity=claim.activity)
    Claim.objects.filter(pk__in=[one.pk for one in rows]).update(
        submitted_at=claim.submitted_at.replace(year=2020)
    )
    assert len(sign_in(people.rita).get(url_of("review_claim", claim)).context["earlier"]) == 10


def test_as_many_queries_for_4_messages_and_notes_as_for_40(
    people, sign_in, url_of, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr("review.talking.MOST_AN_HOUR", 100)
    claim = made.under_review(people, 100)
    browser, address = sign_in(people.rita), url_of("review_claim", claim)

    def said(number):
        for index in range(number):
            talking.write(claim.pk, "Words", user=people.rita if index % 2 else people.anna)
            talking.note(claim.pk, "Words", user=people.arno)
        with django_assert_max_num_queries(31) as found:
            browser.get(address)
        return len(found)

    said(2)
    assert said(2) == said(36)
