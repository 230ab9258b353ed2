"""What cannot change in a program while claims, money or associations hang on it: one rule for form and action."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from lifecycle import ActionRefused, clock
from programs import in_use
from programs.actions import enrolling, periods, roles
from programs.actions.settings import change_settings
from programs.meanwhile import marks
from programs.models import Enrollment, ProgramRole, UsagePeriod
from programs.rules import local_day
from tests.factories import claims as made
from tests.factories.funds import funded
from tests.factories.people import everybody
from tests.factories.programs import UsagePeriodFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return everybody()


@pytest.fixture
def today(people):
    return local_day(clock.now(), people.program.zone)


def why(thing, **after):
    """The refusal at each field."""
    return {name: str(words) for name, words in in_use.refusals(thing, after, clock.now()).items()}


def change(people, **typed):
    seen = {name: getattr(people.program, name) for name in typed}
    found = {one.split(":")[0]: one.split(":")[1] for one in marks(seen).split()}
    return change_settings(people.program, typed, seen=found, by=people.paula)


def test_days_of_a_period_cannot_leave_claims_outside(people, today):
    claim = made.draft(people)
    later = claim.first_day + timedelta(days=1)
    assert "1 claim lies outside these days" in why(claim.period, first_day=later)["first_day"]
    assert why(claim.period, first_day=claim.first_day) == {}


def test_claims_that_were_given_up_hold_nothing(people):
    claim = made.draft(people)
    type(claim).objects.filter(pk=claim.pk).update(state="EXPIRED")
    year = claim.period.first_day + timedelta(days=1)
    assert "lies outside" not in why(claim.period, first_day=year).get("first_day", "")


def test_a_period_keeps_the_fiscal_year_its_claims_were_made_under(people):
    claim = made.draft(people)
    before = date(claim.period.fiscal_year - 2, 7, 1)
    assert "fiscal year" in why(claim.period, first_day=before)["first_day"]


def test_the_form_and_the_action_say_the_same(people):
    claim = made.draft(people)
    later = claim.first_day + timedelta(days=1)
    said = why(claim.period, first_day=later)
    with pytest.raises(ActionRefused) as refused:
        periods.change_period(claim.period, {"first_day": later}, seen={}, by=people.paula)
    assert {name: str(words) for name, words in refused.value.fields.items()} == said
    assert UsagePeriod.objects.get(pk=claim.period_id).first_day == claim.period.first_day


def test_a_period_with_claims_or_money_is_not_removed(people, today):
    ahead = UsagePeriodFactory(
        program=people.program, first_day=today + timedelta(days=400), last_day=today + timedelta(days=500)
    )
    fund = funded(100, partner=people.partner, period=ahead)
    with pytest.raises(ActionRefused, match="1 location has funds"):
        periods.remove_period(fund.period, by=people.paula)
    claim = made.draft(people)
    with pytest.raises(ActionRefused, match="1 claim belongs to this usage period"):
        periods.remove_period(claim.period, by=people.paula)


def test_a_program_with_open_claims_stays_active(people):
    made.submitted(people)
    assert why(people.program, active=False) == {"active": "1 claim is a draft or waits for a decision."}
    with pytest.raises(ActionRefused, match="waits for a decision"):
        change(people, active=False)


def test_a_program_with_funds_keeps_currency_zone_and_country(people):
    funded(100, partner=people.partner, period=made.current_period(people))
    said = why(people.program, currency="USD", zone="UTC", country="FR")
    assert set(said) == {"currency", "zone", "country"}
    assert "Partners have funds" in said["country"]


def test_a_zone_stays_while_deadlines_are_ahead(people):
    made.current_period(people)
    assert "usage period was computed in this time zone" in why(people.program, zone="UTC")["zone"]


def test_the_threshold_waits_until_what_was_earned_is_closed(people):
    period = made.current_period(people)
    UsagePeriod.objects.filter(pk=period.pk).update(earning_last_day=period.first_day)
    funded(100, partner=people.partner, period=period)
    assert "Close that earning period first" in why(people.program, threshold=Decimal(500))["threshold"]
    UsagePeriod.objects.filter(pk=period.pk).update(earning_closed_at=clock.now())
    assert why(people.program, threshold=Decimal(500)) == {}


def test_earning_days_stay_where_money_was_earned(people, today):
    period = made.current_period(people)
    assert why(period, earning_last_day=date(2020, 1, 1)) == {}
    funded(100, partner=people.partner, period=period)
    assert "has funds" in why(period, earning_last_day=date(2020, 1, 1))["earning_last_day"]


def test_submission_that_is_open_is_not_closed_again(people, today):
    period = made.current_period(people)
    assert (
        "Submission is open since"
        in why(period, submission_opens_on=today + timedelta(days=1))["submission_opens_on"]
    )
    assert why(period, submission_opens_on=today) == {}


def test_days_to_dispute_stay_while_somebody_counts_them(people):
    decided = made.decided(people, 600)
    assert "time to dispute" in why(people.program, dispute_days=10)["dispute_days"]
    type(decided).objects.filter(pk=decided.pk).update(decided_at=clock.now() - timedelta(days=90))
    assert why(people.program, dispute_days=10) == {}


def test_an_enrollment_with_open_claims_does_not_end_today(people, today):
    claim = made.submitted(people)
    enrollment = Enrollment.objects.select_related("program").get(partner=people.partner)
    assert "waits for a decision" in why(enrollment, until=today)["until"]
    assert why(enrollment, until=today + timedelta(days=30)) == {}
    type(claim).objects.filter(pk=claim.pk).update(last_day=today + timedelta(days=40))
    assert "days after this one" in why(enrollment, until=today + timedelta(days=30))["until"]
    with pytest.raises(ActionRefused) as refused:
        enrolling.end(people.program, people.partner, last_day=today, seen={}, by=people.paula)
    assert "until" in refused.value.fields


def test_a_reviewer_with_open_claims_keeps_the_role(people):
    made.under_review(people)
    held = ProgramRole.objects.get(user=people.rita)
    with pytest.raises(ActionRefused, match="Rita has taken 1 open claim"):
        roles.take_role(people.program, held, by=people.paula)


def test_associations_that_wait_keep_the_program_taking_them(people):
    from tests.factories import associations

    associations.draft(people)
    people.program.refresh_from_db()
    said = why(people.program, takes_associations=False, active=False)
    assert "1 customer association" in said["takes_associations"]
    assert "1 customer association" in said["active"]


def test_what_stays_as_it_is_asks_no_rule(people, django_assert_num_queries):
    at = clock.now()
    with django_assert_num_queries(0):
        assert in_use.refusals(people.program, {"zone": people.program.zone, "active": True}, at) == {}
