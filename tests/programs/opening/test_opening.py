"""Publishing a fiscal year: refused while something is missing, done once, told once."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.enums import PartnerRole
from accounts.models import Membership
from history.models import Event
from lifecycle import ActionRefused, clock
from notifications.models import Message
from programs import rules
from programs.actions import opening
from programs.enums import EnrollmentState, VendorRole
from programs.models import FiscalYearOpening, UsagePeriod
from tests.factories.guidebooks import GuidebookFactory, in_print
from tests.factories.programs import EnrollmentFactory, MembershipScopeFactory, ProgramRoleFactory, published
from tests.funds.test_fifty_at_once import all_at_once
from tests.programs.catalogue.conftest import complete

NEWS = {"en": "New: webinars.", "de": "Neu: Webinare."}


@pytest.fixture
def following():
    """The fiscal year that comes next."""
    return rules.fiscal_year(clock.now().date()) + 1


@pytest.fixture
def ready(program, paula, person, following):
    """Everything that a year cannot begin without."""
    for name, role in {"rita": "REVIEWER", "arno": "APPROVER", "pia": "PAYER"}.items():
        ProgramRoleFactory(user=person(name), program=program, role=VendorRole(role))
    published(complete("seminar"))
    in_print(GuidebookFactory(program=program, fiscal_year=2021), paula)
    opening.make_periods(program, following, by=paula)
    return program


def test_periods_are_made_once(program, paula, following):
    made = opening.make_periods(program, following, by=paula)
    assert [one.first_day for one in made] == [date(following - 1, 7, 1), date(following, 1, 1)]
    assert opening.make_periods(program, following, by=paula) == []
    assert UsagePeriod.objects.filter(program=program).count() == 2


def test_what_is_missing_refuses_it_with_the_reasons(program, paula, following):
    with pytest.raises(ActionRefused) as refused:
        opening.open_year(program, following, NEWS, by=paula)
    words = str(refused.value.reason)
    for reason in (
        "There is no usage period",
        "No activity can be claimed",
        "no guidebook",
        "Nobody reviews claims",
    ):
        assert reason in words
    assert not FiscalYearOpening.objects.exists()
    assert not Message.objects.exists()


def test_it_is_published_once(ready, paula, following):
    opening.open_year(ready, following, NEWS, by=paula)
    with pytest.raises(ActionRefused, match="paula has published this fiscal year already"):
        opening.open_year(ready, following, NEWS, by=paula)
    event = Event.objects.about(ready).last()
    assert (event.code, event.params["year"]) == ("programs.year_opened", following)


def test_words_are_needed_in_both_languages(ready, paula, following):
    with pytest.raises(ActionRefused):
        opening.open_year(ready, following, {"en": "Only English", "de": ""}, by=paula)
    assert not FiscalYearOpening.objects.exists()


@pytest.mark.parametrize(
    "act",
    [
        lambda program, year, by: opening.open_year(program, year, NEWS, by=by),
        lambda program, year, by: opening.make_periods(program, year, by=by),
    ],
)
def test_only_a_manager_of_the_program(ready, person, following, act):
    with pytest.raises(ActionRefused) as refused:
        act(ready, following, person("guest"))
    assert refused.value.verdict.forbidden


def test_each_incentives_admin_of_enrolled_locations_is_told_once(
    ready, paula, anna, nordlicht, brightwater, person, other_program, following
):
    ben, left, elsewhere = (person(name) for name in ("ben", "left", "elsewhere"))
    EnrollmentFactory(program=ready, partner=brightwater)
    # Anna has two locations, Ben is no admin, and whoever is limited to another program hears nothing.
    Membership.objects.create(user=anna, partner=brightwater, role=PartnerRole.ADMIN)
    Membership.objects.create(user=ben, partner=nordlicht, role=PartnerRole.USER)
    limited = Membership.objects.create(user=elsewhere, partner=nordlicht, role=PartnerRole.ADMIN)
    MembershipScopeFactory(membership=limited, program=other_program)
    Membership.objects.create(user=left, partner=nordlicht, role=PartnerRole.ADMIN)
    left.is_active = False
    left.save()
    opening.open_year(ready, following, NEWS, by=paula)
    told = Message.objects.filter(kind="year_opened")
    assert [str(one.to) for one in told] == ["anna"]
    assert told[0].context["words"] == NEWS


@pytest.mark.parametrize(
    "state", [EnrollmentState.INVITED, EnrollmentState.VALIDATING, EnrollmentState.ENDED]
)
def test_locations_that_do_not_take_part_are_not_told(ready, paula, anna, following, state):
    until = date(2026, 1, 1) if state == EnrollmentState.ENDED else None
    ready.enrollments.update(state=state, until=until)
    opening.open_year(ready, following, NEWS, by=paula)
    assert not Message.objects.filter(kind="year_opened").exists()


def test_the_record_stays(ready, paula, following):
    made = opening.open_year(ready, following, NEWS, by=paula)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        FiscalYearOpening.objects.filter(pk=made.pk).update(fiscal_year=1)
    facts = {"program": ready, "fiscal_year": following, "announcement": NEWS, "opened_by": paula}
    with pytest.raises(IntegrityError, match="programs_opening_once"), transaction.atomic():
        FiscalYearOpening.objects.create(opened_at=made.opened_at, **facts)


@pytest.mark.django_db(transaction=True)
def test_of_two_managers_at_once_one_publishes(ready, paula, anna, following):
    outcomes = all_at_once(lambda _n: str(opening.open_year(ready, following, NEWS, by=paula)), 2)
    assert sum("has published this fiscal year already" in one for one in outcomes) == 1
    assert FiscalYearOpening.objects.count() == 1
    assert Message.objects.filter(kind="year_opened").count() == 1
