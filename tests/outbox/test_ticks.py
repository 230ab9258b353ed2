"""A tick runs once however many beats there are; its parts fail alone; what it did is known afterwards."""

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from lifecycle import clock
from outbox import ticks
from outbox.models import Tick

pytestmark = pytest.mark.django_db

NAME = "tests.tick"


@pytest.fixture
def done():
    return []


@pytest.fixture
def expire(done):
    def expire(at):
        done.append(("expire", at))

    return expire


def broken(at):
    raise ValueError("No such thing")


def alarms(caplog):
    return [record.getMessage() for record in caplog.records if "ALARM" in record.getMessage()]


def test_each_part_gets_the_time_and_is_noted(expire, done):
    before = clock.now()
    assert ticks.run(NAME, [expire])
    ((_, at),) = done
    assert before <= at <= clock.now()
    assert set(Tick.objects.values_list("name", flat=True)) == {NAME, f"{NAME}/expire"}
    tick = Tick.objects.get(name=f"{NAME}/expire")
    assert (tick.began_at, tick.error) == (at, "")
    assert tick.ended_at >= at


def test_a_part_that_fails_is_told_aloud_and_the_others_go_on(expire, done, caplog):
    ticks.run(NAME, [expire])
    good = Tick.objects.get(name=NAME)
    ticks.run(NAME, [broken, expire])
    assert len(done) == 2
    assert alarms(caplog) == [f"ALARM: broken of {NAME} failed"]
    failed = Tick.objects.get(name=f"{NAME}/broken")
    assert (failed.error, failed.ended_at) == ("broken: ValueError: No such thing", None)
    whole = Tick.objects.get(name=NAME)
    assert whole.error == failed.error
    assert whole.began_at > good.began_at
    assert whole.ended_at == good.ended_at, "the last time nothing failed stays known"


def test_a_part_mended_is_noted_as_such(expire):
    ticks.run(NAME, [broken])
    ticks.run(NAME, [expire])
    assert Tick.objects.get(name=NAME).error == ""


def test_the_defect_of_one_keeps_the_clock_from_none_of_the_others(done, caplog):
    def settle(number):
        if number == 2:
            raise ValueError("Two")
        done.append(number)
        return number != 3

    assert ticks.each(iter([1, 2, 3, 4]), settle, "settle claim") == 2
    assert done == [1, 3, 4]
    assert alarms(caplog) == ["ALARM: the clock could not settle claim 2"]


def test_a_part_ends_when_its_time_is_up(monkeypatch, done):
    monkeypatch.setattr(ticks, "BUDGET_SECONDS", -1)
    assert ticks.each([1, 2], done.append, "settle claim") == 0
    assert done == []


def test_what_is_daily_is_daily_however_often_beat_ticks(expire, done):
    day = timedelta(days=1)
    assert ticks.run(NAME, [expire], day)
    assert not ticks.run(NAME, [expire], day)
    with clock.shifted(day - timedelta(minutes=1)):
        assert not ticks.run(NAME, [expire], day)
    with clock.shifted(day + timedelta(minutes=1)):
        assert ticks.run(NAME, [expire], day)
    assert ticks.run(NAME, [expire], day), "a clock that was set back does not stop the work for days"
    assert len(done) == 3


@pytest.mark.django_db(transaction=True)
def test_a_second_tick_leaves_at_once(done):
    began, may_end = threading.Event(), threading.Event()

    def slow(at):
        done.append(at)
        began.set()
        assert may_end.wait(20)

    def work():
        try:
            ticks.run(NAME, [slow])
        finally:
            connection.close()

    first = threading.Thread(target=work)
    first.start()
    assert began.wait(20)
    assert not ticks.run(NAME, [slow])
    assert ticks.run("tests.other", []), "another tick has a lock of its own"
    may_end.set()
    first.join()
    assert len(done) == 1
    assert ticks.run(NAME, []), "the lock is given back"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("through_each", [False, True])
def test_a_database_that_goes_away_leaves_no_false_word(expire, done, caplog, through_each):
    def cut_off(_):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    def part(at):
        return ticks.each([1, 2], cut_off, "settle claim") if through_each else cut_off(at)

    ticks.run(NAME, [expire])
    before = list(Tick.objects.values())
    try:
        with pytest.raises(OperationalError):
            ticks.run(NAME, [part, expire])
    finally:
        connection.close()
    assert len(done) == 1
    assert alarms(caplog) == []
    assert list(Tick.objects.values()) == before
