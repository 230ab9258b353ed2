""" "Keep your originals until …": the days, where else a file is used, and the calendar."""

from datetime import timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from claims.retention import keep_until
from documents.actions import retain
from lifecycle import clock
from tests.factories import claims as make
from tests.factories.accounts import MembershipFactory


def url(claim, name="claim_originals"):
    return reverse(name, args=[claim.public_id])


def said(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def words(day):
    return f"{day.day} {day:%B %Y}"


@pytest.fixture
def claim(team):
    return make.submitted(team)


@pytest.mark.parametrize("name", ["anna", "ben"])
def test_it_says_until_when(team, as_person, claim, name):
    page = said(as_person(getattr(team, name)).get(url(claim)))
    assert f"Keep your originals until {words(keep_until(claim))}" in page
    assert "Tax law may require longer" in page
    for expense in claim.expenses.all():
        assert expense.document.name in page


def test_a_file_of_two_claims_is_kept_for_the_later_one(team, anna, claim):
    file = claim.expenses.get().document
    other = make.submitted(team, title="Winter campaign")
    other.proofs.filter(document__isnull=False).update(document=file)
    later = keep_until(claim) + timedelta(days=90)
    retain(file, until=later, at=clock.now())
    page = said(anna.get(url(claim)))
    assert f"Keep your originals until {words(later)}" in page
    assert words(keep_until(claim)) in page
    assert other.number in page


def test_claims_one_does_not_see_are_not_named(team, anna, claim):
    file = claim.expenses.get().document
    hidden = make.submitted(team, title="Not for your eyes")
    hidden.proofs.filter(document__isnull=False).update(document=file)
    type(hidden).objects.filter(pk=hidden.pk).update(partner=MembershipFactory().partner)
    assert "Not for your eyes" not in said(anna.get(url(claim)))


def test_the_calendar_has_the_day_and_a_reminder_on_it(anna, claim):
    answer = anna.get(url(claim, "claim_originals_calendar"))
    assert answer["Content-Type"].startswith("text/calendar")
    assert claim.number in answer["Content-Disposition"]
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("dtstart") == keep_until(claim)
    assert claim.number in event["summary"]
    assert url(claim) in event["url"]
    (alarm,) = event.walk("VALARM")
    assert timedelta() <= alarm.decoded("trigger") < timedelta(days=1)


def test_the_same_claim_gives_the_same_entry_again(anna, claim):
    ids = {
        str(
            Calendar.from_ical(anna.get(url(claim, "claim_originals_calendar")).content).walk("VEVENT")[0][
                "uid"
            ]
        )
        for _time in range(2)
    }
    assert len(ids) == 1


@pytest.mark.parametrize("name", ["claim_originals", "claim_originals_calendar"])
def test_who_gets_it(team, as_person, client, claim, name):
    draft = make.draft(team)
    assert as_person(team.anna).get(url(draft, name)).status_code == 409
    assert as_person(team.stranger).get(url(claim, name)).status_code == 404
    assert as_person(team.rita).get(url(claim, name)).status_code == 403
    assert client.get(url(claim, name)).status_code == 302
    assert as_person(team.anna).post(url(claim, name)).status_code == 405


@pytest.mark.parametrize("page", ["claim", "claim_submitted"])
def test_the_claims_pages_lead_there(anna, claim, page):
    assert url(claim) in anna.get(url(claim, page)).content.decode()


def test_when_the_day_is_over_it_says_so(team, as_person, claim):
    assert "This day is over" not in said(as_person(team.anna).get(url(claim)))
    with clock.shifted(timedelta(days=800)):
        assert "This day is over" in said(as_person(team.anna).get(url(claim)))
