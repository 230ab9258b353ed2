"""Who sees which programs and periods (R7, R8)."""

import pytest
from django.db import IntegrityError, transaction

from accounts.enums import PartnerRole
from accounts.models import Membership
from programs.enums import EnrollmentState, VendorRole
from programs.models import Enrollment, Extension, Program, ProgramRole, UsagePeriod
from programs.permissions import has_role, may_work_in, memberships_in, takes_part, vendor_roles
from tests.factories.programs import (
    EnrollmentFactory,
    ExtensionFactory,
    MembershipScopeFactory,
    ProgramRoleFactory,
    UsagePeriodFactory,
)

pytestmark = pytest.mark.django_db


def seen(user):
    return sorted(Program.objects.visible_to(user).values_list("code", flat=True))


def test_a_partners_person_sees_the_programs_the_location_takes_part_in(anna, nordlicht, other_program):
    assert seen(anna) == ["FUND"]
    EnrollmentFactory(program=other_program, partner=nordlicht)
    assert seen(anna) == ["FUND", "OTHER"]


@pytest.mark.parametrize(
    ("state", "visible"),
    [("INVITED", False), ("VALIDATING", True), ("ENROLLED", True), ("ENDED", True)],
)
def test_an_invitation_is_not_enough_and_who_left_still_reads(anna, state, visible):
    Enrollment.objects.update(state=state, until="2026-01-31")
    assert bool(seen(anna)) is visible


def test_scopes_limit_a_membership_to_named_programs(anna, nordlicht, program, other_program):
    EnrollmentFactory(program=other_program, partner=nordlicht)
    MembershipScopeFactory(membership=anna.memberships.get(), program=other_program)
    assert seen(anna) == ["OTHER"]
    assert not may_work_in(anna, nordlicht, program)
    assert may_work_in(anna, nordlicht, other_program)


def test_a_scope_at_one_location_does_not_limit_another(anna, nordlicht, brightwater, program, other_program):
    Membership.objects.create(user=anna, partner=brightwater, role=PartnerRole.USER)
    EnrollmentFactory(program=other_program, partner=brightwater)
    MembershipScopeFactory(membership=anna.memberships.get(partner=nordlicht), program=other_program)
    assert seen(anna) == ["OTHER"]
    assert not may_work_in(anna, nordlicht, other_program)
    assert may_work_in(anna, brightwater, other_program)


def test_another_partners_person_and_a_stranger_see_nothing(anna, person, brightwater):
    olga = person("olga")
    Membership.objects.create(user=olga, partner=brightwater, role=PartnerRole.ADMIN)
    assert seen(olga) == seen(person("stranger")) == []


@pytest.mark.parametrize("role", VendorRole)
def test_vendor_people_see_the_programs_they_work_in(person, program, other_program, role):
    rita = person("rita")
    ProgramRoleFactory(user=rita, program=program, role=role)
    assert seen(rita) == ["FUND"]
    assert vendor_roles(rita, program) == {role}
    assert vendor_roles(rita, other_program) == set()


def test_an_auditor_of_all_programs_sees_all(person, program, other_program):
    axel = person("axel")
    ProgramRoleFactory(user=axel, program=None, role=VendorRole.AUDITOR)
    assert seen(axel) == ["FUND", "OTHER"]
    assert has_role(axel, program, VendorRole.AUDITOR)
    assert not has_role(axel, program, VendorRole.REVIEWER)
    assert not Program.objects.with_role(axel, VendorRole.REVIEWER, VendorRole.MANAGER).exists()


@pytest.mark.parametrize("role", [one for one in VendorRole if one != VendorRole.AUDITOR])
def test_nobody_else_works_for_all_programs_at_once(person, role):
    with pytest.raises(IntegrityError, match="programs_role_names_its_program"), transaction.atomic():
        ProgramRoleFactory(user=person("rita"), program=None, role=role)


@pytest.mark.parametrize("scoped", [True, False])
def test_a_role_is_held_once(person, program, scoped):
    fields = {"user": person("axel"), "program": program if scoped else None, "role": VendorRole.AUDITOR}
    ProgramRoleFactory(**fields)
    with pytest.raises(IntegrityError, match="programs_role_once"), transaction.atomic():
        ProgramRole.objects.create(**fields)


def test_an_unknown_role_is_refused(person, program):
    with pytest.raises(IntegrityError, match="programs_role_known"), transaction.atomic():
        ProgramRoleFactory(user=person("rita"), program=program, role="BOSS")


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"until": "2020-01-01"}, "programs_enrollment_ends_after_it_begins"),
        ({"state": EnrollmentState.ENDED}, "programs_enrollment_ended_has_last_day"),
        ({"state": "DREAMING"}, "programs_enrollment_state_known"),
    ],
)
def test_impossible_enrollments_are_refused(nordlicht, program, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        EnrollmentFactory(program=program, partner=nordlicht, **fields)


def test_a_location_enrolls_once(anna, nordlicht, program):
    with pytest.raises(IntegrityError, match="programs_enrollment_once"), transaction.atomic():
        EnrollmentFactory(program=program, partner=nordlicht)


@pytest.mark.parametrize(
    ("day", "enrolled"),
    [("2020-06-30", False), ("2020-07-01", True), ("2027-06-30", True), ("2027-07-01", False)],
)
def test_claims_are_started_between_the_enrollments_days(anna, day, enrolled):
    Enrollment.objects.update(until="2027-06-30")
    assert Enrollment.objects.on(day).exists() is enrolled


def test_mails_of_a_program_go_to_those_who_may_use_it(anna, person, nordlicht, program, other_program):
    ben = Membership.objects.create(user=person("ben"), partner=nordlicht, role=PartnerRole.USER)
    MembershipScopeFactory(membership=ben, program=other_program)
    assert [one.user for one in memberships_in(nordlicht, program)] == [anna]
    assert takes_part(nordlicht, program)
    assert not takes_part(nordlicht, other_program)


def test_periods_are_seen_with_their_program(anna, person, program, other_program):
    mine = UsagePeriodFactory(program=program)
    UsagePeriodFactory(program=other_program)
    assert list(UsagePeriod.objects.visible_to(anna)) == [mine]
    assert not UsagePeriod.objects.visible_to(person("stranger")).exists()


def test_an_extension_for_another_location_is_nobody_elses_business(
    anna, paula, nordlicht, brightwater, program
):
    period = UsagePeriodFactory(program=program)
    rows = [
        ExtensionFactory(period=period, partner=who, granted_by=paula, deadline="2027-03-01T23:00Z")
        for who in (None, nordlicht, brightwater)
    ]
    assert list(Extension.objects.visible_to(anna)) == rows[:2]
    assert list(Extension.objects.visible_to(paula)) == rows


def test_one_query_says_what_is_visible(anna, program, django_assert_num_queries):
    with django_assert_num_queries(1):
        seen(anna)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"payment_minimum": -1}, "programs_program_limits_not_negative"),
        ({"currency": "eur"}, "programs_program_currency_and_country"),
        ({"country": "d1"}, "programs_program_currency_and_country"),
        ({"answer_minimum_days": 15}, "programs_program_least_days_to_answer"),
    ],
)
def test_impossible_programs_are_refused(program, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Program.objects.filter(pk=program.pk).update(**fields)
