"""Which version holds, for whom, and who sees it."""

from datetime import UTC, date, datetime

import pytest

from programs.enums import VendorRole
from programs.guidebooks import holding
from programs.models import Guidebook
from tests.factories.guidebooks import GuidebookFactory, in_print
from tests.factories.programs import ProgramRoleFactory, UsagePeriodFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 28, 12, tzinfo=UTC)


def version(program, paula, year, revision=1, effective_from=None):
    draft = GuidebookFactory(program=program, fiscal_year=year, revision=revision)
    return in_print(draft, paula, effective_from)


def test_the_newest_version_of_the_year_that_has_taken_effect(program, paula):
    version(program, paula, 2026)
    version(program, paula, 2027)
    corrected = version(program, paula, 2027, 2, date(2026, 11, 28))
    version(program, paula, 2027, 3, date(2026, 11, 29))
    GuidebookFactory(program=program, fiscal_year=2027, revision=4)
    assert holding.in_force(program, AT) == corrected


def test_it_takes_effect_by_the_programs_own_day(program, paula):
    first = version(program, paula, 2027)
    second = version(program, paula, 2027, 2, date(2026, 11, 29))
    assert holding.in_force(program, datetime(2026, 11, 28, 22, 59, tzinfo=UTC)) == first
    assert holding.in_force(program, datetime(2026, 11, 28, 23, 0, tzinfo=UTC)) == second


def test_a_claim_goes_by_the_year_of_its_usage_period(program, paula):
    last_year = version(program, paula, 2026)
    this_year = version(program, paula, 2027)
    before = UsagePeriodFactory(program=program, first_day=date(2026, 1, 1), last_day=date(2026, 6, 30))
    now = UsagePeriodFactory(program=program)
    assert holding.in_force_for(before, AT) == last_year
    assert holding.in_force_for(now, AT) == this_year


def test_a_year_without_a_guidebook_goes_by_the_year_before(program, paula, other_program):
    assert holding.in_force(program, AT) is None
    last_year = version(program, paula, 2026)
    version(other_program, paula, 2027)
    assert holding.in_force(program, AT) == last_year


def seen_by(person):
    return set(Guidebook.objects.visible_to(person))


def test_published_ones_are_for_all_of_the_program_drafts_for_managers_and_auditors(
    program, paula, anna, person
):
    axel, rita, stranger, elsewhere = (person(one) for one in ("axel", "rita", "stranger", "elsewhere"))
    ProgramRoleFactory(user=axel, program=None, role=VendorRole.AUDITOR)
    ProgramRoleFactory(user=rita, program=program, role=VendorRole.REVIEWER)
    ProgramRoleFactory(user=elsewhere, role=VendorRole.MANAGER)
    draft = GuidebookFactory(program=program, fiscal_year=2027)
    published = version(program, paula, 2026)
    assert [seen_by(one) for one in (paula, axel)] == [{draft, published}] * 2
    assert [seen_by(one) for one in (anna, rita)] == [{published}] * 2
    assert [seen_by(one) for one in (stranger, elsewhere)] == [set()] * 2
