"""When people are told of what is ahead: in the program's own days, over clock changes, once after a gap."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from programs.ahead import Step, fallen_due
from programs.rules import deadline_instant, end_of_day

A_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)
STEPS = (Step(30), Step(14), Step(7), Step(3), Step(1), Step(hours=4))
BERLIN = "Europe/Berlin"
#: The deadline of a usage period that ends with the year.
DUE = deadline_instant(date(2026, 12, 31), BERLIN)


def local(instant: datetime, zone: str) -> str:
    return instant.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("step", "when"),
    [
        (Step(30), "2027-01-15 00:00"),
        (Step(14), "2027-01-31 00:00"),
        (Step(7), "2027-02-07 00:00"),
        (Step(3), "2027-02-11 00:00"),
        (Step(1), "2027-02-13 00:00"),
        (Step(hours=4), "2027-02-14 20:00"),
    ],
)
def test_steps_of_a_deadline(step, when):
    assert local(DUE, BERLIN) == "2027-02-15 00:00"
    assert local(step.before(DUE, BERLIN), BERLIN) == when


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Los_Angeles", "Asia/Tokyo", "Pacific/Kiritimati"])
def test_days_are_the_zones_own(zone):
    due = deadline_instant(date(2026, 12, 31), zone)
    assert local(Step(7).before(due, zone), zone) == "2027-02-07 00:00"


def test_a_clock_change_between_moves_no_local_day():
    # In Berlin clocks go forward on 28 March 2027, back on 31 October.
    spring, autumn = end_of_day(date(2027, 4, 1), BERLIN), end_of_day(date(2027, 11, 3), BERLIN)
    assert local(Step(7).before(spring, BERLIN), BERLIN) == "2027-03-25 00:00"
    assert spring - Step(7).before(spring, BERLIN) == 8 * A_DAY - timedelta(hours=1)
    assert local(Step(7).before(autumn, BERLIN), BERLIN) == "2027-10-27 00:00"
    assert autumn - Step(7).before(autumn, BERLIN) == 8 * A_DAY + timedelta(hours=1)


def test_hours_before_are_real_hours_also_over_a_clock_change():
    # The day before the deadline has 25 hours.
    due = end_of_day(date(2027, 10, 31), BERLIN)
    assert due - Step(hours=24).before(due, BERLIN) == A_DAY
    assert local(Step(hours=24).before(due, BERLIN), BERLIN) == "2027-10-31 01:00"
    assert local(Step(1).before(due, BERLIN), BERLIN) == "2027-10-30 00:00"


def test_a_day_that_begins_without_midnight():
    # In Cairo the last Friday of April begins at one.
    due = end_of_day(date(2027, 5, 1), "Africa/Cairo")
    assert local(Step(1).before(due, "Africa/Cairo"), "Africa/Cairo") == "2027-04-30 01:00"


def test_over_the_end_of_the_year():
    due = end_of_day(date(2027, 1, 5), BERLIN)
    assert local(Step(7).before(due, BERLIN), BERLIN) == "2026-12-29 00:00"
    assert local(Step(30).before(due, BERLIN), BERLIN) == "2026-12-06 00:00"


def fallen(since, at, due=DUE):
    return fallen_due(STEPS, due, BERLIN, since, at)


def test_a_step_falls_due_with_its_instant_and_not_a_second_time():
    seven = Step(7).before(DUE, BERLIN)
    assert fallen(seven - A_MINUTE, seven - timedelta(seconds=1)) is None
    assert fallen(seven - A_MINUTE, seven) == Step(7)
    assert fallen(seven, seven + A_MINUTE) is None


def test_every_minute_of_the_last_forty_days_tells_each_step_once():
    minutes = [DUE - 40 * A_DAY + n * timedelta(minutes=7) for n in range(40 * 24 * 60 // 7 + 10)]
    told = [fallen(since, at) for since, at in pairwise(minutes)]
    assert [step for step in told if step] == list(STEPS)


def test_after_a_gap_only_the_last_of_what_was_missed_is_told():
    assert fallen(DUE - 40 * A_DAY, DUE - 3 * A_DAY) == Step(3)
    # 26 hours away, over the start of the last day but one.
    one = Step(1).before(DUE, BERLIN)
    assert fallen(one - timedelta(hours=25), one + timedelta(hours=1)) == Step(1)
    assert fallen(one + timedelta(hours=20), one + timedelta(hours=46)) == Step(hours=4)


@pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=1), A_DAY])
def test_nobody_is_told_of_time_left_once_the_deadline_has_come(late):
    assert fallen(DUE - 40 * A_DAY, DUE + late) is None


def test_an_instant_that_is_no_end_of_a_day_counts_from_its_day():
    noon = datetime(2027, 2, 14, 11, tzinfo=UTC)
    assert local(Step(1).before(noon, BERLIN), BERLIN) == "2027-02-13 00:00"
