"""What everybody who is signed in can read: periods with their deadlines, and what activities ask for."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lifecycle import clock
from programs.enums import CapKind, RequirementKind
from programs.standing import Stage, program_rows
from tests.factories.programs import (
    ActivityTypeVersionFactory,
    CapFactory,
    EnrollmentFactory,
    ExtensionFactory,
    ProgramFactory,
    RequirementFactory,
    UsagePeriodFactory,
    published,
)


@pytest.fixture
def period(program):
    """July to December 2026; due on 14 February 2027 in Berlin."""
    return UsagePeriodFactory(program=program)


@pytest.fixture
def seminar(db, program):
    version = ActivityTypeVersionFactory(activity_type__code="seminar")
    RequirementFactory(version=version, key="brand", kind=RequirementKind.CORE, accepts_files=False)
    RequirementFactory(version=version, key="agenda", example={"en": "A dated agenda", "de": "Eine Agenda"})
    CapFactory(version=version, program=program, amount=Decimal(4600), key="travel")
    return published(version)


def stage_at(anna, partner, *at):
    (row,) = program_rows(anna, partner, datetime(*at, tzinfo=UTC))
    return [one.stage for one in [*row.now, *row.earlier]]


@pytest.mark.parametrize(
    ("at", "stage"),
    [
        ((2026, 6, 30, 21, 59, 59), Stage.AHEAD),
        ((2026, 6, 30, 22), Stage.RUNNING),
        ((2026, 12, 31, 22, 59, 59), Stage.RUNNING),
        ((2026, 12, 31, 23), Stage.CLAIM_NOW),
        ((2027, 2, 14, 22, 59, 59), Stage.CLAIM_NOW),
        ((2027, 2, 14, 23), Stage.CLOSED),
    ],
)
def test_a_period_stands_where_its_programs_zone_says(anna, nordlicht, period, at, stage):
    assert stage_at(anna, nordlicht, *at) == [stage]


def test_an_extension_for_one_location_is_seen_there_alone(anna, nordlicht, brightwater, period, paula):
    new = datetime(2027, 3, 1, 23, tzinfo=UTC)
    ExtensionFactory(period=period, partner=nordlicht, deadline=new, granted_by=paula)
    after = (2027, 2, 20)
    assert stage_at(anna, nordlicht, *after) == [Stage.CLAIM_NOW]
    assert stage_at(anna, brightwater, *after) == [Stage.CLOSED]


def page_at(client, address, at):
    with clock.shifted(at - clock.now()):
        response = client.get(address)
    assert response.status_code == 200
    return response.content.decode().replace("\xa0", " ")


NOVEMBER = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_the_page_says_until_when_in_words(client, anna, period):
    client.force_login(anna)
    page = page_at(client, "/programs/", NOVEMBER)
    assert "14 February 2027, 23:59 Berlin time" in page
    assert "83 days left" in page
    assert "within 14 business days" in page


def test_programs_of_others_are_not_shown(client, anna, period):
    other = UsagePeriodFactory(program=ProgramFactory(code="SECRET"))
    client.force_login(anna)
    assert str(other.program) not in page_at(client, "/programs/", NOVEMBER)


def test_who_has_no_program_reads_why(client, person):
    client.force_login(person("new"))
    assert "You do not work in a program yet" in client.get("/programs/").content.decode()


def test_an_activity_says_what_to_show_and_how_much_is_paid(client, anna, period, seminar):
    client.force_login(anna)
    for address in ("/programs/activities/", "/programs/activities/seminar/"):
        page = page_at(client, address, NOVEMBER)
        for words in ("brand (en)", "agenda (en)", "4,600.00 EUR", "At most so much (en)"):
            assert words in page
    assert "A dated agenda" in page


def test_a_cap_of_another_program_is_not_shown(client, anna, period, seminar):
    draft = ActivityTypeVersionFactory(activity_type__code="offer")
    CapFactory(version=draft, program=ProgramFactory(code="SECRET"), amount=Decimal(777), kind=CapKind.FIXED)
    published(draft)
    client.force_login(anna)
    assert "777" not in page_at(client, "/programs/activities/offer/", NOVEMBER)


def test_an_unknown_activity_is_not_there(client, anna):
    client.force_login(anna)
    assert client.get("/programs/activities/nothing/").status_code == 404


@pytest.mark.parametrize("address", ["/programs/", "/programs/activities/", "/programs/activities/seminar/"])
def test_a_visitor_signs_in_first(client, seminar, address):
    assert client.get(address).url == f"/accounts/login/?next={address}"


@pytest.mark.parametrize("address", ["/programs/", "/programs/activities/"])
def test_more_rows_cost_no_more_queries(
    client, anna, nordlicht, period, seminar, address, django_assert_num_queries
):
    client.force_login(anna)
    client.get(address)
    with_one = _queries(client, address)
    for number in range(8):
        enrolled = EnrollmentFactory(partner=nordlicht)
        UsagePeriodFactory(program=enrolled.program)
        version = ActivityTypeVersionFactory(activity_type__code=f"more-{number}")
        RequirementFactory(version=version)
        published(version)
    with django_assert_num_queries(with_one):
        client.get(address)


def _queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def test_the_last_day_is_called_by_its_name(client, anna, period):
    client.force_login(anna)
    on_the_day = page_at(client, "/programs/", period.deadline - timedelta(minutes=1))
    assert "Ends today" in on_the_day
