"""Partners in a program, as managers find, invite, enroll and end them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Partner
from history.models import Event
from lifecycle import clock
from programs.enums import EnrollmentState
from programs.models import Enrollment
from programs.rules import local_day
from tests.factories.accounts import PartnerFactory
from tests.factories.programs import EnrollmentFactory
from tests.programs.managing import drawn


@pytest.fixture
def desk(client, paula):
    client.force_login(paula)
    return client


def codes(program):
    return list(Event.objects.about(program).values_list("code", flat=True))


def test_a_location_is_found_invited_enrolled_and_ended(desk, program):
    partner = PartnerFactory(legal_name="Werft Nord", number="W-77")
    assert "Werft Nord" in desk.get("/manage/FUND/enrollments/new/?search=w-77").content.decode()
    here = f"/manage/FUND/enrollments/{partner.public_id}/"
    desk.post(f"{here}invite/")
    assert Enrollment.objects.get().state == EnrollmentState.INVITED
    desk.post(f"{here}enroll/", {"since": "2026-01-01"})
    assert Enrollment.objects.get().state == EnrollmentState.ENROLLED
    desk.post(f"{here}end/", drawn(desk, f"{here}end/") | {"until": "2026-06-30"})
    ended = Enrollment.objects.get()
    assert (ended.state, ended.until.isoformat()) == (EnrollmentState.ENDED, "2026-06-30")
    assert codes(program) == [
        "programs.enrollment_invited",
        "programs.enrollment_begun",
        "programs.enrollment_ended",
    ]


def test_enrollments_are_paged_by_name_at_a_constant_cost(desk, program, django_assert_num_queries):
    EnrollmentFactory(program=program, partner=PartnerFactory(legal_name="A first one"))
    desk.get("/manage/FUND/enrollments/")
    with CaptureQueriesContext(connection) as with_one:
        desk.get("/manage/FUND/enrollments/")
    for number in range(60):
        EnrollmentFactory(program=program, partner=PartnerFactory(legal_name=f"Partner {number:02d}"))
    names, address = [], "/manage/FUND/enrollments/"
    while address:
        with django_assert_num_queries(len(with_one)):
            page = desk.get(address).context["page"]
        names += [one.partner.legal_name for one in page.rows]
        address = f"/manage/FUND/enrollments/{page.older}" if page.older else ""
    assert names == ["A first one", *(f"Partner {number:02d}" for number in range(60))]


def test_enrollments_are_found_by_name_number_and_state(desk, program):
    EnrollmentFactory(program=program, partner=PartnerFactory(legal_name="Werft", number="W-1"))
    EnrollmentFactory(
        program=program, partner=PartnerFactory(legal_name="Kai", number="K-1"), state=EnrollmentState.INVITED
    )
    left = {"partner": PartnerFactory(legal_name="Ufer", number="U-1"), "until": date(2021, 1, 1)}
    EnrollmentFactory(program=program, **left)
    for query, names in {
        "search=wer": ["Werft"],
        "search=k-1": ["Kai"],
        "state=INVITED": ["Kai"],
        "state=ENDED": ["Ufer"],
        "state=ENROLLED": ["Werft"],
        "search=%00": ["Kai", "Ufer", "Werft"],
        "older=%00~1": ["Kai", "Ufer", "Werft"],
    }.items():
        page = desk.get(f"/manage/FUND/enrollments/?{query}").context["page"]
        assert [one.partner.legal_name for one in page.rows] == names


def test_an_invitation_is_called_off(desk, program):
    invited = EnrollmentFactory(program=program, partner=PartnerFactory(), state=EnrollmentState.INVITED)
    here = f"/manage/FUND/enrollments/{invited.partner.public_id}/end/"
    assert here in desk.get("/manage/FUND/enrollments/").content.decode()
    today = local_day(clock.now(), program.zone).isoformat()
    desk.post(here, drawn(desk, here) | {"until": today})
    assert Enrollment.objects.get().state == EnrollmentState.ENDED


def test_partners_are_not_listed_by_a_search_for_nothing(desk, program):
    PartnerFactory()
    assert desk.get("/manage/FUND/enrollments/new/").context["rows"] == []
    assert Partner.objects.exists()
