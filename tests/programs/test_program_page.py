"""The page of one program: what it is, who does what, when it closes, what is paid, how money comes."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lifecycle import clock
from programs.enums import ActivityCategory, EnrollmentState, ReasonKind
from tests.factories.guidebooks import ChapterFactory, GuidebookFactory, in_print
from tests.factories.programs import (
    ActivityTypeVersionFactory,
    CapFactory,
    EnrollmentFactory,
    ExpenseKindFactory,
    ExtensionFactory,
    ProgramFactory,
    ReasonFactory,
    UsagePeriodFactory,
    published,
    words,
)

NOVEMBER = datetime(2026, 11, 23, 9, tzinfo=UTC)
ADDRESS = "/programs/FUND/"


@pytest.fixture
def period(program):
    """July to December 2026; due on 14 February 2027 in Berlin."""
    return UsagePeriodFactory(program=program)


@pytest.fixture
def seminar(db, program):
    version = ActivityTypeVersionFactory(activity_type__code="seminar")
    CapFactory(version=version, program=program, amount=Decimal(4600), key="travel")
    version.expense_kinds.add(ExpenseKindFactory(code="room-hire"))
    other = ActivityTypeVersionFactory(activity_type__code="postage-paid")
    other.expense_kinds.add(ExpenseKindFactory(code="postage"))
    published(other)
    return published(version)


def page_at(client, person, address=ADDRESS, at=NOVEMBER, status=200) -> str:
    client.force_login(person)
    with clock.shifted(at - clock.now()):
        response = client.get(address)
    assert response.status_code == status
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def test_a_partner_reads_everything_in_one_place(client, anna, period, seminar):
    text = page_at(client, anna)
    for said in (
        "Program FUND",
        "What it is for (en)",
        "Your location: Enrolled, since 1 July 2020.",
        "14 February 2027, 23:59 Berlin time",
        "January to June 2026",
        "4,600.00 EUR",
        "from that day on they are paid within 45 days",
        "Approved amounts gather until they reach 200.00 EUR",
        "At your location: anna (Incentives admin).",
        "Claims above 10,000.00 EUR are decided by two people of ours.",
        'href="/calendar/"',
        'href="/programs/rates/"',
    ):
        assert said in text


def test_the_guidebook_in_force_is_a_click_away(client, anna, paula, program, period):
    assert "Read the guidebook" not in page_at(client, anna)
    guidebook = GuidebookFactory(program=program, fiscal_year=2021)
    ChapterFactory(guidebook=guidebook)
    guidebook = in_print(guidebook, paula)
    assert f'href="/programs/guidebooks/{guidebook.public_id}/"' in page_at(client, anna)


def test_the_location_reads_its_own_deadline(client, anna, nordlicht, period, paula):
    new = datetime(2027, 3, 1, 23, tzinfo=UTC)
    ExtensionFactory(period=period, partner=nordlicht, deadline=new, granted_by=paula)
    text = page_at(client, anna)
    assert "1 March 2027, 23:59 Berlin time" in text
    assert "Extended" in text
    assert "14 February 2027" not in text
    assert "14 February 2027" in page_at(client, paula)


def test_who_left_the_program_reads_until_when_it_took_part(client, anna, program, period):
    enrollment = program.enrollments.get()
    enrollment.state, enrollment.until = EnrollmentState.ENDED, datetime(2026, 9, 30).date()
    enrollment.save()
    assert "from 1 July 2020 to 30 September 2026" in page_at(client, anna)


def test_who_works_for_the_vendor_reads_it_without_a_location(client, paula, period):
    text = page_at(client, paula)
    assert "Your location" not in text
    assert "Start a claim" not in text


def test_a_program_of_others_is_not_there(client, anna, period):
    ProgramFactory(code="SECRET")
    page_at(client, anna, "/programs/SECRET/", status=404)
    page_at(client, anna, "/programs/nothing/", status=404)


def test_a_visitor_signs_in_first(client, period):
    assert client.get(ADDRESS).url == f"/accounts/login/?next={ADDRESS}"


def test_an_activity_says_what_is_not_paid_and_why_amounts_are_cut(client, anna, period, seminar):
    ReasonFactory(code="alcohol", mend=words("Ask for the drinks apart"))
    ReasonFactory(code="asked-for", kind=ReasonKind.REQUEST)
    ReasonFactory(code="elsewhere", program=ProgramFactory(code="SECRET"))
    apart = ActivityTypeVersionFactory(
        activity_type__code="training", activity_type__category=ActivityCategory.PARTNER_READINESS
    )
    apart.expense_kinds.add(ExpenseKindFactory(code="exam-fee"))
    published(apart)
    assert "exam-fee" not in page_at(client, anna, "/programs/activities/seminar/")
    for address in ("/programs/activities/", "/programs/activities/seminar/"):
        text = page_at(client, anna, address)
        assert "postage (en)" in text
        assert "alcohol (en)" in text
        assert "Ask for the drinks apart (en)" in text
        assert "asked-for" not in text
        assert "elsewhere" not in text


def test_more_periods_and_activities_cost_no_more_queries(client, anna, program, period, seminar):
    page_at(client, anna)
    before = _queries(client, anna)
    for year in range(2010, 2020):
        days = {"first_day": datetime(year, 7, 1).date(), "last_day": datetime(year, 12, 31).date()}
        earned = {
            "earning_first_day": datetime(year, 1, 1).date(),
            "earning_last_day": datetime(year, 6, 30).date(),
        }
        UsagePeriodFactory(program=program, **days, **earned)
        published(ActivityTypeVersionFactory(activity_type__code=f"more-{year}"))
    EnrollmentFactory(partner=program.enrollments.get().partner)
    assert _queries(client, anna) == before


def _queries(client, person) -> int:
    with CaptureQueriesContext(connection) as captured:
        page_at(client, person)
    return len(captured)
