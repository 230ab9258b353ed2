"""R1: what an extension does to the deadline, for whom, and who may grant it."""

from datetime import date

import pytest

from history.models import Event
from lifecycle import ActionRefused
from outbox.models import Job
from programs import rules
from programs.actions.extending import grant_extension
from programs.enums import VendorRole
from programs.models import Extension, UsagePeriod
from tests.factories.programs import ProgramRoleFactory, UsagePeriodFactory

pytestmark = pytest.mark.django_db

FRIDAY = date(2027, 2, 19)
END_OF_FRIDAY = rules.end_of_day(FRIDAY, "Europe/Berlin")


@pytest.fixture
def period(program):
    return UsagePeriodFactory(program=program)


def grant(period, by, partner=None, last_day=FRIDAY, reason="Strike at the post office"):
    return grant_extension(period, partner=partner, last_day=last_day, reason=reason, by=by)


def test_without_an_extension_the_stored_deadline_holds(period, nordlicht):
    assert rules.deadline_for(period, nordlicht) == period.deadline


def test_for_one_location_it_moves_that_ones_deadline_only(period, paula, nordlicht, brightwater):
    grant(period, paula, nordlicht)
    assert rules.deadline_for(period, nordlicht) == END_OF_FRIDAY
    assert rules.deadline_for(period, brightwater) == period.deadline


def test_for_all_it_moves_everybodys(period, paula, nordlicht, brightwater):
    grant(period, paula)
    assert {rules.deadline_for(period, one) for one in (nordlicht, brightwater, None)} == {END_OF_FRIDAY}


def test_the_latest_one_holds(period, paula, nordlicht):
    grant(period, paula, nordlicht, date(2027, 3, 1))
    grant(period, paula, last_day=FRIDAY)
    assert rules.deadline_for(period, nordlicht) == rules.end_of_day(date(2027, 3, 1), "Europe/Berlin")


def test_the_windows_close_with_it(period, paula, nordlicht):
    grant(period, paula, nordlicht)
    for window in (rules.draft_window(period, nordlicht), rules.submission_window(period, nordlicht)):
        assert window.opens == rules.start_of_day(period.first_day, "Europe/Berlin")
        assert window.contains(period.deadline)
        assert not window.contains(END_OF_FRIDAY)


def test_it_is_recorded_with_reason_person_and_instant(period, paula, nordlicht):
    extension = grant(period, paula, nordlicht)
    assert (extension.reason, extension.granted_by) == ("Strike at the post office", paula)
    event = Event.objects.about(period).get()
    assert (event.code, event.actor) == ("programs.extension_granted", paula)
    assert event.params["last_day"] == "2027-02-19"
    assert Job.objects.get(task="claims.extension_granted").ids == {"extension_id": extension.pk}


def test_one_that_moves_nothing_is_refused(period, paula, nordlicht):
    grant(period, paula)
    with pytest.raises(ActionRefused) as refused:
        grant(period, paula, nordlicht, FRIDAY)
    assert "last_day" in refused.value.fields
    assert Extension.objects.count() == 1


def test_one_without_a_reason_is_refused(period, paula):
    with pytest.raises(ActionRefused) as refused:
        grant(period, paula, reason="  ")
    assert "reason" in refused.value.fields


@pytest.mark.parametrize("role", [one for one in VendorRole if one != VendorRole.MANAGER])
def test_other_vendor_roles_may_not(period, person, role):
    rita = person("rita")
    ProgramRoleFactory(user=rita, program=period.program, role=role)
    with pytest.raises(ActionRefused) as refused:
        grant(period, rita)
    assert refused.value.verdict.forbidden


def test_a_manager_of_another_program_and_a_partner_may_not(period, person, other_program, anna):
    mona = person("mona")
    ProgramRoleFactory(user=mona, program=other_program, role=VendorRole.MANAGER)
    for stranger in (mona, anna):
        with pytest.raises(ActionRefused):
            grant(period, stranger)
    assert not Extension.objects.exists()


def test_the_query_for_many_says_the_same_as_the_reader(period, paula, nordlicht, brightwater):
    """Extensions stand in for claims here: rows with a period and a partner."""
    grant(period, paula, brightwater, date(2027, 2, 16))
    grant(period, paula, nordlicht)
    grant(period, paula, last_day=date(2027, 2, 18))
    rows = Extension.objects.annotate(due=rules.deadline_expression("period", "partner"))
    assert {row.partner: row.due for row in rows} == {
        one: rules.deadline_for(period, one) for one in (nordlicht, brightwater, None)
    }
    assert rows.get(partner=brightwater).due == rules.end_of_day(date(2027, 2, 18), "Europe/Berlin")


def test_many_periods_are_read_in_as_many_queries_as_one(program, nordlicht, django_assert_num_queries):
    for month in range(1, 7):
        UsagePeriodFactory(program=program, first_day=date(2026, month, 1), last_day=date(2026, month, 27))
    with django_assert_num_queries(2):
        for period in UsagePeriod.objects.with_deadlines():
            rules.submission_window(period, nordlicht)
