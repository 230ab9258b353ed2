"""R1 and R2 in the model and in the database: each test tries to break one."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from lifecycle import clock
from programs import rules
from programs.models import Extension, UsagePeriod
from tests.factories.programs import ExtensionFactory, ProgramFactory, UsagePeriodFactory

pytestmark = pytest.mark.django_db


def breaks(period):
    """The names of the constraints that refuse the row, by the database alone."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        period.save()
    return refused.value.__cause__.diag.constraint_name


def sentences(period):
    with pytest.raises(ValidationError) as refused:
        period.full_clean()
    return " ".join(refused.value.messages)


def test_a_planned_period_is_due_45_days_after_its_last_day(program):
    period = UsagePeriodFactory(program=program)
    assert period.deadline_day == date(2027, 2, 14)
    assert period.deadline == datetime(2027, 2, 14, 23, tzinfo=UTC)
    assert period.submission_opens_on == period.first_day


def test_a_program_may_open_submission_later():
    program = ProgramFactory(submission_opens_after_days=46)
    assert UsagePeriodFactory(program=program).submission_opens_on == date(2026, 8, 16)


def test_day_46_is_refused_by_the_model_and_by_the_database(program):
    late = UsagePeriodFactory.build(program=program, deadline_day=date(2027, 2, 15))
    assert "no later than 45 days" in sentences(late)
    assert breaks(late) == "programs_period_deadline_within_45_days"


def test_a_deadline_before_the_period_is_over_is_refused(program):
    early = UsagePeriodFactory.build(program=program, deadline_day=date(2026, 12, 30))
    assert "before the usage period is over" in sentences(early)
    assert breaks(early) == "programs_period_deadline_after_last_day"


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_deadline_that_is_not_the_end_of_its_local_day_is_refused_by_the_model(program, hours):
    period = UsagePeriodFactory.build(program=program)
    period.deadline += timedelta(hours=hours)
    assert "end of the last day to submit" in sentences(period)


@pytest.mark.parametrize("hours", [-24, 24])
def test_a_deadline_that_is_no_zones_end_of_day_is_refused_by_the_database(program, hours):
    period = UsagePeriodFactory.build(program=program)
    period.deadline += timedelta(hours=hours)
    assert breaks(period) == "programs_period_deadline_is_its_days_end"


@pytest.mark.parametrize(
    "zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Etc/GMT+12", "Asia/Kathmandu", "Africa/Cairo"]
)
def test_every_zone_passes_the_database(zone):
    UsagePeriodFactory(program=ProgramFactory(zone=zone)).full_clean()


def test_days_in_the_wrong_order_are_refused(program):
    upside_down = UsagePeriodFactory.build(
        program=program,
        first_day=date(2026, 12, 31),
        last_day=date(2026, 7, 1),
        submission_opens_on=date(2026, 7, 1),
    )
    assert "cannot end before it begins" in sentences(upside_down)
    assert breaks(upside_down) == "programs_period_ends_after_it_begins"
    earning = UsagePeriodFactory.build(program=program, earning_last_day=date(2025, 1, 1))
    assert breaks(earning) == "programs_period_ends_after_it_begins"


@pytest.mark.parametrize("opens", [date(2026, 6, 30), date(2027, 2, 15)])
def test_submission_opens_within_the_period_and_its_deadline(program, opens):
    period = UsagePeriodFactory.build(program=program, submission_opens_on=opens)
    assert "Submission opens" in sentences(period)
    assert breaks(period) == "programs_period_submission_opens_within"


@pytest.mark.parametrize(
    "days",
    [
        (date(2026, 12, 31), date(2027, 6, 30)),  # one common day
        (date(2026, 9, 1), date(2026, 9, 1)),  # inside
        (date(2026, 1, 1), date(2027, 12, 31)),  # around
    ],
)
def test_periods_of_a_program_do_not_overlap(program, days):
    UsagePeriodFactory(program=program)
    second = UsagePeriodFactory.build(program=program, first_day=days[0], last_day=days[1])
    assert "cannot overlap" in sentences(second)
    assert breaks(second) == "programs_period_no_overlap"


def test_neighbours_and_other_programs_may_touch(program, other_program):
    UsagePeriodFactory(program=program)
    UsagePeriodFactory(program=program, first_day=date(2027, 1, 1), last_day=date(2027, 6, 30)).full_clean()
    UsagePeriodFactory(program=other_program).full_clean()


def test_a_code_is_used_once_in_a_program(program):
    UsagePeriodFactory(program=program, code="FY27-H1-usage")
    twin = UsagePeriodFactory.build(
        program=program, code="FY27-H1-usage", first_day=date(2027, 1, 1), last_day=date(2027, 6, 30)
    )
    assert breaks(twin) == "programs_period_code_once"


@pytest.mark.parametrize("days", [-1, 1])
def test_a_stored_deadline_stays_as_it_was_computed(program, days):
    period = UsagePeriodFactory(program=program, deadline_day=date(2027, 2, 1))
    day = period.deadline_day + timedelta(days=days)
    with pytest.raises(IntegrityError, match="by an extension only"), transaction.atomic():
        UsagePeriod.objects.filter(pk=period.pk).update(
            deadline_day=day, deadline=rules.end_of_day(day, program.zone)
        )


def test_closing_the_earning_period_is_no_change_of_the_deadline(program):
    period = UsagePeriodFactory(program=program)
    period.earning_closed_at = clock.now()
    period.save()


def test_an_extension_cannot_be_changed_or_deleted(program, paula):
    period = UsagePeriodFactory(program=program)
    extension = ExtensionFactory(
        period=period, granted_by=paula, deadline=period.deadline + timedelta(days=3)
    )
    for change in (lambda row: row.update(reason="Another"), lambda row: row.delete()):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change(Extension.objects.filter(pk=extension.pk))


def test_an_extension_without_a_reason_is_refused_by_the_database(program, paula):
    period = UsagePeriodFactory(program=program)
    with pytest.raises(IntegrityError, match="programs_extension_has_reason"), transaction.atomic():
        ExtensionFactory(period=period, granted_by=paula, deadline=period.deadline, reason=" \n ")


def test_an_extension_only_moves_the_deadline_later(program, paula):
    period = UsagePeriodFactory(program=program)
    earlier = ExtensionFactory.build(period=period, granted_by=paula, deadline=period.deadline)
    with pytest.raises(ValidationError, match="later, never earlier"):
        earlier.full_clean()
