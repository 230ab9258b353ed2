"""What a lead reads: work by person and days left, overturned disputes, reasons most used; in so many queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims import leading
from claims.actions import deciding, disputing
from claims.models import Claim, DecisionLine
from lifecycle import clock
from programs.enums import ReasonKind, VendorRole
from programs.models import Reason
from review.models import RequestItem
from tests.factories import claims as make
from tests.factories.people import staff

pytestmark = pytest.mark.django_db
URL = reverse("leads")


def said(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def mine(people):
    return Claim.objects.in_queue(people.paula)


def lately():
    return clock.now() - timedelta(days=90), clock.now() + timedelta(days=1)


def reason(kind, code, words):
    return Reason.objects.create(code=code, kind=kind, words={"en": words, "de": words})


def test_open_claims_by_person_and_days_left(people):
    at = clock.now()
    make.submitted(people)
    for left in (-1, 12, 40, 100):
        claim = make.under_review(people)
        Claim.objects.filter(pk=claim.pk).update(promised_at=at + timedelta(hours=left))
    make.asked(people)
    make.decided(people)
    nobody, rita = leading.loads(mine(people), at)
    assert (nobody.name, nobody.open) == ("", 1)
    assert (rita.name, rita.open) == ("Rita", 5)
    assert (rita.overdue, rita.within_a_day, rita.soon, rita.later, rita.with_partner) == (1, 1, 1, 1, 1)


def overturn(people, second):
    """Cut to 800 by Rita, disputed, decided by somebody else."""
    claim = make.decided(people, 800)
    disputing.dispute(claim.pk, "All of it was for the fair.", user=people.anna)
    other = staff(f"Rolf{second}", people.program, VendorRole.REVIEWER)
    return make.decide(claim, make.outcomes(claim, second), user=other)


def test_disputes_that_ended_with_more(people):
    won = overturn(people, 1200)
    overturn(people, 800)
    found = leading.disputes(mine(people), *lately())
    assert (found.decided, found.overturned) == (2, 1)
    (one,) = found.listed
    assert (one.claim, one.first_approved, one.first_by) == (won, 800, "Rita")


def test_of_the_time_that_is_asked_for(people):
    overturn(people, 1200)
    long_ago = clock.now() - timedelta(days=300), clock.now() - timedelta(days=200)
    assert leading.disputes(mine(people), *long_ago).decided == 0
    assert leading.cut_reasons(mine(people), *long_ago) == []


def test_reasons_most_used(people):
    for _n in range(2):
        make.decided(people, 800)
    DecisionLine.objects.update(code=reason(ReasonKind.DECISION, "alcohol-x", "Alcohol"))
    make.decided(people, 800)
    found = leading.cut_reasons(mine(people), *lately())
    assert [(one.words, one.count, one.part) for one in found] == [
        ("Alcohol", 2, 67),
        ("In own words only", 1, 33),
    ]


def test_own_words_count_beside_the_catalogue(people):
    make.decided(people, 800)
    (found,) = leading.cut_reasons(mine(people), *lately())
    assert (found.words, found.count) == ("In own words only", 1)


def test_what_was_asked_for(people):
    agenda = reason(ReasonKind.REQUEST, "agenda-x", "The agenda")
    make.asked(people)
    RequestItem.objects.update(reason=agenda)
    (found,) = leading.asked_reasons(mine(people), *lately())
    assert (found.words, found.count) == ("The agenda", 1)


@pytest.mark.parametrize("who", ["rita", "arno", "pia", "axel", "anna", "stranger"])
def test_it_is_the_managers_alone(people, as_person, who):
    assert as_person(getattr(people, who)).get(URL).status_code == 404


def test_the_page_and_the_ways_to_it(people, as_person):
    overturn(people, 1200)
    paula = as_person(people.paula)
    assert URL in said(paula.get(reverse("home")))
    page = said(paula.get(URL))
    assert "1 dispute was decided; 1 ended with more than before." in page
    assert "In own words only" in page


def test_days_that_make_no_sense_are_said(people, as_person):
    page = said(as_person(people.paula).get(URL, {"first": "2026-05-02", "last": "2026-05-01"}))
    assert "The last day comes before the first one." in page


def test_the_queries_do_not_grow(people, as_person):
    paula = as_person(people.paula)

    def count():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            paula.get(URL)
        return len(queries)

    overturn(people, 1200)
    make.under_review(people)
    count()  # the first page of a session asks for more
    few = count()
    for second in (1100, 1000):
        overturn(people, second)
        make.under_review(people)
    assert count() == few <= 20


def test_a_recommendation_that_waits_decides_nothing(people):
    claim = make.recommended(people)
    deciding.return_to_reviewer(claim.pk, "Look again.", user=people.arno)
    assert leading.cut_reasons(mine(people), *lately()) == []
