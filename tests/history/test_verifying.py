"""Every chain is looked through: when, how many, what did not fit; a part at a time, going on where it stopped."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from history import tasks, verifying
from history.actions import record
from history.models import Event, Verification
from lifecycle import clock
from outbox.models import Job
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def subjects():
    """Three people, to each of whom three things happened."""
    people = [UserFactory() for _n in range(3)]
    for one in people:
        for n in range(3):
            record(one, f"user.step{n}", actor=one, at=clock.now(), n=n)
    return people


def spoil(subject):
    """As somebody with the database's own rights would."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE history_event DISABLE TRIGGER history_event_append_only")
        cursor.execute(
            "UPDATE history_event SET code = 'user.nothing' WHERE subject_id = %s AND number = 2",
            [subject.pk],
        )
        cursor.execute("ALTER TABLE history_event ENABLE TRIGGER history_event_append_only")


def verified():
    one = verifying.start(UserFactory(), clock.now())
    for _part in range(20):
        tasks.verify.body(one.pk, at=clock.now())
    one.refresh_from_db()
    return one


def test_all_is_whole(subjects):
    one = verified()
    assert (one.events, one.subjects, one.broken, one.percent) == (Event.objects.count(), 3, 0, 100)
    assert one.finished_at


def test_what_does_not_fit_is_named(subjects):
    spoil(subjects[1])
    one = verified()
    assert (one.broken, one.breaks) == (1, [["user", subjects[1].pk, 2]])
    assert one.subjects == 3


def test_a_part_at_a_time_and_each_chain_once(subjects, monkeypatch):
    monkeypatch.setattr(verifying, "PART", 2)
    spoil(subjects[2])
    one = verifying.start(UserFactory(), clock.now())
    tasks.verify.body(one.pk, at=clock.now())
    one.refresh_from_db()
    assert (one.events, one.percent, one.finished_at) == (3, 33, None)
    assert Job.objects.filter(task=verifying.VERIFY).count() == 2
    one = verified()
    assert (one.events, one.subjects, one.broken) == (9, 3, 1)


def test_one_runs_at_a_time_unless_it_was_given_up(subjects):
    at = clock.now()
    one = verifying.start(subjects[0], at)
    assert verifying.start(subjects[1], at + timedelta(hours=1)) == one
    assert verifying.start(subjects[1], at + timedelta(hours=7)) != one


def test_nothing_to_look_at():
    assert verified().percent == 100


def test_the_database_counts_along(subjects):
    verified()
    with pytest.raises(IntegrityError, match="history_verification_broken_of_subjects"):
        Verification.objects.update(broken=99)
