"""The queue: what stands in it, in which order, page by page."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from claims.actions import deciding
from claims.models import Claim
from lifecycle import clock
from programs.rules import local_day
from tests.factories import claims as made

QUEUE = reverse("queue")


def numbers(response):
    return [row.claim.number for row in response.context["rows"]]


def test_what_was_promised_first_first_and_only_open_ones(people, sign_in, rows):
    first, second = rows(2)
    made.SubmittedRow(people=people, state="WITHDRAWN", waiting_since=None)

    assert numbers(sign_in(people.rita).get(QUEUE)) == [first.number, second.number]


def test_an_overdue_dispute_stands_before_an_older_claim_that_was_promised_later(people, sign_in):
    """R9: a dispute has five business days, a claim two; those nobody waits for come last."""
    now = clock.now()
    facts = [
        {"promised_at": None, "waiting_since": None, "state": "ACTION_REQUIRED", "came_from": "UNDER_REVIEW"},
        {"promised_at": now + timedelta(days=1), "waiting_since": now - timedelta(days=9)},
        {"promised_at": now - timedelta(days=1), "waiting_since": now - timedelta(days=7)},
    ]
    last, second, first = (made.SubmittedRow(people=people, **one) for one in facts)

    assert numbers(sign_in(people.rita).get(QUEUE)) == [first.number, second.number, last.number]
    assert numbers(sign_in(people.rita).get(QUEUE, {"sort": "age"})) == [
        second.number,
        first.number,
        last.number,
    ]


@pytest.mark.parametrize("sort", ["", "age", "amount"])
def test_every_order_has_pages_that_fit_together(people, sign_in, rows, sort):
    """Equal amounts and claims without a promise too stand on one page alone, forwards and back."""
    rows(28, claimed=700)
    rows(27, claimed=900)
    made.SubmittedRow.create_batch(
        3, people=people, state="ACTION_REQUIRED", came_from="UNDER_REVIEW", waiting_since=None
    )
    client, address, pages = sign_in(people.rita), f"{QUEUE}?sort={sort}", []
    while address:
        answer = client.get(address)
        pages.append(numbers(answer))
        address, back = answer.context["next_url"], answer.context["previous_url"]

    seen = [number for page in pages for number in page]
    assert len(seen) == len(set(seen)) == 58
    assert numbers(client.get(back)) == pages[-2]
    if sort == "amount":
        assert [row.claim.claimed for row in client.get(f"{QUEUE}?sort=amount").context["rows"]] == [900] * 25


def test_claims_that_are_not_open_stand_newest_first(people, sign_in):
    older, newer = made.SubmittedRow.create_batch(2, people=people, state="WITHDRAWN", waiting_since=None)

    answer = sign_in(people.rita).get(QUEUE, {"state": "WITHDRAWN", "sort": "amount"})

    assert numbers(answer) == [newer.number, older.number]


def test_a_draft_is_in_no_queue(people, sign_in):
    claim = made.draft(people)

    assert claim.title not in sign_in(people.rita).get(QUEUE, {"state": "ALL"}).content.decode()


def test_pages_are_stable_while_claims_come_and_go(people, sign_in, rows):
    claims = rows(60)
    client = sign_in(people.rita)
    first = client.get(QUEUE)
    Claim.objects.filter(pk=claims[3].pk).update(state="WITHDRAWN")
    rows(1)

    second = client.get(first.context["next_url"])
    back = client.get(second.context["previous_url"])

    expected = [claim.number for claim in claims]
    assert numbers(first) == expected[:25]
    assert numbers(second) == expected[25:50]
    assert set(numbers(back)) <= {claim.number for claim in Claim.objects.all()}
    assert numbers(back)[-1] == expected[24]
    assert second.context["next_url"]


def test_every_claim_is_on_exactly_one_page(people, sign_in, rows):
    """Also those that wait for the partner and therefore have no place in time."""
    made.SubmittedRow.create_batch(
        30, people=people, state="ACTION_REQUIRED", came_from="UNDER_REVIEW", waiting_since=None
    )
    rows(30)
    client = sign_in(people.rita)
    seen, address = [], QUEUE
    while address:
        answer = client.get(address)
        seen += numbers(answer)
        address = answer.context["next_url"]

    assert len(seen) == len(set(seen)) == 60
    back = client.get(answer.context["previous_url"])
    assert numbers(back) == seen[25:50]


def test_an_address_with_nonsense_shows_the_first_page(people, sign_in, rows):
    (claim,) = rows(1)
    nonsense = {"after": "x~y", "before": "2026-01-01~1", "state": "NONSENSE", "country": "??"}

    assert numbers(sign_in(people.rita).get(QUEUE, nonsense)) == [claim.number]


def test_who_decided_what_is_about_to_leave_stands_in_its_row(people, sign_in, text):
    claim = made.under_review(people)
    deciding.decide(claim.pk, made.outcomes(claim), "", user=people.rita)

    assert "Decided by Rita, about to leave" in text(sign_in(people.arno).get(QUEUE))


def test_the_ages_are_drawn_with_their_numbers(people, sign_in):
    now = clock.now()
    for days, promised in ((0.5, 1), (1.5, 1), (4, -1), (40, -20), (41, -20)):
        made.SubmittedRow(
            people=people,
            waiting_since=now - timedelta(days=days),
            promised_at=now + timedelta(days=promised),
        )
    answer = sign_in(people.rita).get(QUEUE)

    drawn = [(one.label, one.in_time, one.overdue) for one in answer.context["ages"] if one.count]
    assert drawn == [
        ("Under 1 day", 1, 0),
        ("1 to 2 days", 1, 0),
        ("3 to 5 days", 0, 1),
        ("20 days and more", 0, 2),
    ]
    assert answer.content.decode().count('<svg class="bar"') == 7


def test_counts_by_state(people, sign_in, rows):
    rows(3)
    made.under_review(people)

    counts = {tab["label"]: tab["count"] for tab in sign_in(people.rita).get(QUEUE).context["tabs"]}

    assert counts["All open"] == "4"
    assert counts["Waiting to be taken"] == "3"
    assert counts["In review"] == "1"


def test_an_overdue_promise_says_by_how_much(people, sign_in, text):
    # Counted in local days: at noon no change of the clocks moves it into another one.
    day = local_day(clock.now(), people.program.zone) - timedelta(days=30)
    noon = datetime.combine(day, time(12), ZoneInfo(people.program.zone))
    made.SubmittedRow(people=people, waiting_since=noon)

    said = text(sign_in(people.rita).get(QUEUE))

    assert "30 days" in said
    assert "Overdue by" in said


def test_the_approver_reads_amount_and_reason(people, sign_in, text):
    made.recommended(people)

    said = text(sign_in(people.arno).get(QUEUE, {"state": "AWAITING_APPROVAL"}))

    assert "Rita recommends approving" in said
    assert "14,800.00 EUR" in said
    assert "All documents fit." in said


def test_as_many_queries_for_one_row_as_for_thirty(people, sign_in, rows, django_assert_max_num_queries):
    client = sign_in(people.arno)
    since = clock.now() - timedelta(hours=1)
    # One of each state a row draws differently.
    facts = [
        {"state": "ACTION_REQUIRED", "came_from": "UNDER_REVIEW", "waiting_since": None},
        {"state": "DISPUTED", "disputed_at": since, "waiting_since": since},
        {"state": "UNDER_REVIEW", "taken_by": people.rita, "taken_at": since, "waiting_since": since},
    ]
    made.recommended(people)
    for fact in facts:
        made.SubmittedRow(people=people, **fact)
    client.get(QUEUE)
    with django_assert_max_num_queries(15) as one:
        client.get(QUEUE)
    rows(12)
    for fact in facts:
        made.SubmittedRow.create_batch(3, people=people, **fact)
    with django_assert_max_num_queries(15) as many:
        client.get(QUEUE)

    assert len(one) == len(many)
