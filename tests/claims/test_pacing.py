"""When a decision is expected: by the program's pace without the partner's time, else by the promise."""

from datetime import timedelta

import pytest
from django.urls import reverse

from claims import pacing, tasks
from claims.models import Claim, Decision
from claims.promises import promised
from lifecycle import clock
from programs.rules import end_of_day, local_day
from review.models import Pace, Request
from review.pace import measure
from tests.factories import claims as make

pytestmark = pytest.mark.django_db


def paced(program, half=3, most=6):
    half_of, nine_of = timedelta(days=half), timedelta(days=most)
    measure(Claim, program, [*[half_of] * 15, *[nine_of] * 15], clock.now())


def said(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def decided_after(people, days, theirs=0):
    """Decided now; submitted so many days ago, of which the partner had the turn for some."""
    claim = make.decided(people)
    left = Decision.objects.get(claim=claim).left_at
    Claim.objects.filter(pk=claim.pk).update(submitted_at=left - timedelta(days=days))
    if theirs:
        asked = {"subject_kind": "claim", "subject_id": claim.pk, "words": "More", "made_by": people.rita}
        made = left - timedelta(days=theirs + 1)
        Request.objects.create(
            **asked,
            made_at=made,
            due_at=made + timedelta(days=30),
            answered_by=people.anna,
            answered_at=made + timedelta(days=theirs),
        )
    return claim


def durations(people, at=None):
    return list(pacing.durations(people.program, (at or clock.now()) - timedelta(days=90)))


def test_counted_from_submitting_without_the_partners_time(people):
    decided_after(people, days=5)
    decided_after(people, days=9, theirs=4)
    assert durations(people) == [timedelta(days=5), timedelta(days=5)]


def test_only_the_first_decision_of_the_last_ninety_days_counts(people):
    claim = decided_after(people, days=5)
    old = Decision.objects.get()
    again = Decision.objects.create(
        claim=claim, kind="DECISION", by=people.arno, at=old.at, approved=old.approved, leaves_at=old.at
    )
    Decision.objects.filter(pk=again.pk).update(left_at=old.left_at + timedelta(days=3))
    assert durations(people) == [timedelta(days=5)]
    assert durations(people, clock.now() + timedelta(days=92)) == []


def test_the_clock_measures(people):
    decided_after(people, days=5)
    tasks.tick()
    assert Pace.objects.get(program=people.program).count == 1


def test_with_a_pace_it_is_nine_of_ten_from_submitting(people, submitted):
    paced(people.program)
    expected = pacing.expected_of(submitted, clock.now())
    zone = people.program.zone
    assert expected.by == end_of_day(local_day(submitted.submitted_at + timedelta(days=6), zone), zone)
    assert expected.pace == (
        "Half of the decisions of this program come within 3 days, nine of ten within 6 days."
    )
    assert not expected.overdue


def test_the_time_the_partner_had_is_added(people):
    claim = make.submitted(people)
    Claim.objects.filter(pk=claim.pk).update(submitted_at=claim.submitted_at - timedelta(days=10))
    made = claim.submitted_at - timedelta(days=9)
    asked = {"subject_kind": "claim", "subject_id": claim.pk, "words": "More", "made_at": made}
    answered = {"answered_by": people.anna, "answered_at": made + timedelta(days=8)}
    Request.objects.create(**asked, **answered, due_at=made + timedelta(days=30))
    claim.refresh_from_db()
    paced(people.program, 1, 1)
    zone = people.program.zone
    by = end_of_day(local_day(claim.submitted_at + timedelta(days=9), zone), zone)
    assert pacing.expected_of(claim, clock.now()).by == by


def test_without_enough_decisions_the_promise_stands(people, submitted):
    measure(Claim, people.program, [timedelta(days=1)] * 19, clock.now())
    expected = pacing.expected_of(submitted, clock.now())
    assert (expected.by, expected.pace) == (promised(submitted), "")


def test_a_dispute_has_its_own_promise(people, submitted):
    paced(people.program)
    submitted.state = "DISPUTED"
    assert pacing.expected_of(submitted, clock.now()).by == promised(submitted)


def test_nobody_expects_what_is_the_partners_turn(people, asked):
    assert pacing.expected_of(asked, clock.now()) is None


@pytest.mark.parametrize("name", ["claim", "claims"])
def test_the_partner_reads_it_and_when_it_is_overdue(people, submitted, client, name):
    paced(people.program)
    client.force_login(people.anna)
    url = reverse(name, args=[submitted.public_id] if name == "claim" else [])
    assert "ecision expected by" in said(client.get(url))
    before = submitted.waiting_since - timedelta(days=8)
    Claim.objects.filter(pk=submitted.pk).update(waiting_since=before)
    words = {"claim": "it is overdue, and we are sorry", "claims": "Overdue, expected by"}
    assert words[name] in said(client.get(url))


def test_the_bench_reads_it_too(people, submitted, client):
    paced(people.program)
    client.force_login(people.rita)
    page = said(client.get(reverse("review_claim", args=[submitted.public_id])))
    assert "nine of ten within 6 days" in page


def test_one_pace_in_few_words(people):
    paced(people.program, 1, 1)
    assert pacing.pace_in_words(Pace.objects.get()) == (
        "Nine of ten decisions of this program come within 1 day."
    )
