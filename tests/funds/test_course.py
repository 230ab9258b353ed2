"""Left against time: what is drawn is what the ledger says, day by day, and the table says the same."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from claims_portal.drawing import chart_levels, chart_marks, stacked_bars, step_path
from funds.actions import ledger
from funds.course import course_of
from funds.figures import figures_of
from funds.models import Fund
from tests.factories.accounts import UserFactory
from tests.factories.funds import Subject, funded
from tests.factories.programs import LONG_AGO, ExtensionFactory

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def fund():
    """Usage from July to December 2026 in Berlin, due on 14 February 2027."""
    return funded(24_000)


def hold(fund, amount, at, claim=1):
    ledger.hold(fund, D(amount), subject=Subject(claim), actor=None, at=at)


def drawn(fund, at):
    return course_of(figures_of(Fund.objects.for_reading().get(pk=fund.pk), at), at)


def test_each_day_ends_with_what_the_ledger_says(fund):
    night = datetime(2026, 9, 30, 22, 30, tzinfo=UTC)  # 1 October in Berlin
    hold(fund, 1000, night)
    hold(fund, 500, night + timedelta(hours=1))
    ledger.approve(fund, D(300), subject=Subject(1), actor=None, at=night + timedelta(days=1))
    course = drawn(fund, night + timedelta(days=30))
    assert course.changes[1:] == [(date(2026, 10, 1), D(22_500))]
    assert (course.left_on(date(2026, 9, 30)), course.left_on(date(2026, 10, 1))) == (24_000, 22_500)
    assert course.left_on(date(2020, 1, 1)) == 0


def test_what_was_told_late_stands_on_its_day(fund):
    hold(fund, 1000, datetime(2026, 10, 9, tzinfo=UTC))
    hold(fund, 500, datetime(2026, 8, 9, tzinfo=UTC))
    course = drawn(fund, datetime(2026, 11, 1, tzinfo=UTC))
    assert [left for _day, left in course.changes[1:]] == [23_500, 22_500]


def test_the_line_begins_with_the_period_and_ends_today(fund):
    hold(fund, 12_000, datetime(2026, 9, 1, 12, tzinfo=UTC))
    course = drawn(fund, datetime(2026, 11, 1, 12, tzinfo=UTC))
    assert course.points[0] == (0, 1)
    assert [y for _x, y in course.points] == [1, 0.5, 0.5]
    assert [mark["kind"] for mark in course.marks] == ["today", "use", "due"]
    assert (
        course.points[-1][0] == course.marks[0]["place"] < course.marks[1]["place"] < course.marks[2]["place"]
    )


def test_what_is_forfeited_is_seen_to_go_and_today_is_not_marked_long_after(fund):
    ledger.forfeit(fund, at=fund.period.deadline + timedelta(minutes=1))
    course = drawn(fund, fund.period.deadline + timedelta(days=400))
    assert course.points[-1] == (1, 0)
    assert [mark["kind"] for mark in course.marks] == ["use", "due"]


def test_an_extension_moves_the_mark(fund):
    later = fund.period.deadline + timedelta(days=10)
    ExtensionFactory(period=fund.period, partner=fund.partner, deadline=later, granted_by=UserFactory())
    assert drawn(fund, LONG_AGO).figures.due_day == date(2027, 2, 24)


@pytest.mark.parametrize("at", [LONG_AGO, datetime(2026, 7, 1, 1, tzinfo=UTC)])
def test_nothing_is_drawn_before_there_is_anything_to_see(fund, at):
    assert not drawn(fund, at).is_drawn


def test_the_words_and_the_table_say_the_same(fund):
    hold(fund, 1000, datetime(2026, 8, 9, tzinfo=UTC))
    course = drawn(fund, datetime(2026, 9, 2, 12, tzinfo=UTC))
    with translation.override("en"):
        table = [(day, text.replace("\u00a0", " ")) for day, text in course.table]
        words = course.words.replace("\u00a0", " ")
    assert table == [
        ("1 July 2026", "24,000.00 EUR"),
        ("31 July 2026", "24,000.00 EUR"),
        ("31 August 2026", "23,000.00 EUR"),
        ("2 September 2026", "23,000.00 EUR"),
    ]
    assert words == (
        "From 24,000.00 EUR on 1 July 2026 to 23,000.00 EUR on 2 September 2026. Activities take place until "
        "31 December 2026, claims are submitted until 14 February 2027."
    )


def test_a_path_steps_from_one_point_to_the_next():
    assert step_path([(0, 1), (0.5, 0.25), (1, 0.25)]) == {
        "line": "M0 0H500.0V750.0H1000V750.0",
        "area": "M0 0H500.0V750.0H1000V750.0V1000H0Z",
    }


def test_words_of_marks_stand_where_there_is_room_and_none_upon_another():
    first, second = chart_marks([{"place": 0.2}, {"place": 0.9}])
    assert (first["after"], second["after"]) == (True, False)
    assert first["y"] < second["y"] < float(chart_levels([{"place": 1}])[0]["y"])


def test_bars_of_several_funds_share_one_scale():
    parts = [{"amount": D(50)}, {"amount": D(0)}, {"amount": D(50)}]
    whole, half, none = stacked_bars([{"parts": parts}, {"parts": parts[:1]}, {"parts": parts[1:2]}])
    assert [(one["x"], one["width"]) for one in whole["segments"]] == [
        ("0.000", "50.000"),
        ("50.000", "50.000"),
    ]
    assert [one["width"] for one in half["segments"]] == ["50.000"]
    assert none["segments"] == []
