"""History: appended, chained, and not to be tampered with unseen."""

import threading
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.models import User
from history.actions import first_break, record, record_access
from history.chain import START, hash_of
from history.models import AccessRecord, Event
from lifecycle import clock
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def subject():
    """Anything with a kind and an id has a history; here a person."""
    return UserFactory()


def three_events(subject: User) -> list[Event]:
    return [
        record(subject, f"user.step{n}", actor=subject, at=clock.now(), amount=Decimal("10.50"), n=n)
        for n in (1, 2, 3)
    ]


def behind_the_triggers(sql: str, *params) -> None:
    """As somebody with the database's own rights would."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE history_event DISABLE TRIGGER history_event_append_only")
        cursor.execute(sql, params)
        cursor.execute("ALTER TABLE history_event ENABLE TRIGGER history_event_append_only")


def test_each_event_is_chained_to_the_one_before(subject):
    first, second, third = three_events(subject)
    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert (first.previous_hash, second.previous_hash, third.previous_hash) == (
        START,
        first.hash,
        second.hash,
    )
    assert first_break(subject) is None


def test_subjects_have_chains_of_their_own(subject):
    three_events(subject)
    other = record(UserFactory(), "user.step1", actor=None, at=clock.now())
    assert (other.number, other.previous_hash) == (1, START)


def test_what_is_hashed_is_what_the_database_gives_back(subject):
    """Other zones, decimals, dates: the hash of the row as it is read is the one that was written."""
    at = datetime(2026, 3, 29, 2, 30, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    written = record(
        subject, "user.met", actor=None, at=at, day=at.date(), amount=Decimal("1.10"), words="Grüße 🎈"
    )
    read = Event.objects.get(pk=written.pk)
    assert hash_of(read) == written.hash
    assert read.params == {"day": "2026-03-29", "amount": "1.10", "words": "Grüße 🎈"}


@pytest.mark.parametrize(
    "change",
    [
        """params = '{"n": 2, "amount": "99999"}'""",
        "code = 'user.nothing'",
        "actor_id = NULL",
        "at = at + interval '1 second'",
        "previous_hash = repeat('0', 64)",
        "number = 9",
    ],
)
def test_a_changed_event_is_found(subject, change):
    _first, second, _third = three_events(subject)
    behind_the_triggers(f"UPDATE history_event SET {change} WHERE id = %s", second.pk)
    assert first_break(subject).pk in {second.pk, _third.pk}


def test_an_event_taken_out_is_found(subject):
    _first, second, third = three_events(subject)
    behind_the_triggers("DELETE FROM history_event WHERE id = %s", second.pk)
    assert first_break(subject) == third


@pytest.mark.parametrize("joined", [False, True], ids=["left apart", "joined again"])
def test_an_event_with_its_hash_made_anew_is_found(subject, joined):
    """Whoever changes one event and its hash has to make the hashes of all that follow anew."""
    _first, second, third = three_events(subject)
    second.params = {"n": 2, "amount": "0.00"}
    behind_the_triggers(
        """UPDATE history_event SET params = '{"n": 2, "amount": "0.00"}', hash = %s WHERE id = %s""",
        hash_of(second),
        second.pk,
    )
    if joined:
        behind_the_triggers(
            "UPDATE history_event SET previous_hash = %s WHERE id = %s", hash_of(second), third.pk
        )
    assert first_break(subject) == third


@pytest.mark.parametrize(
    "change",
    [lambda events: events.update(code="user.nothing"), lambda events: events.delete()],
    ids=["update", "delete"],
)
def test_the_database_lets_nobody_change_it(subject, change):
    three_events(subject)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change(Event.objects.about(subject))
    assert first_break(subject) is None


def test_a_number_is_given_once(subject):
    first = record(subject, "user.step1", actor=None, at=clock.now())
    fork = Event(
        subject_kind=first.subject_kind,
        subject_id=first.subject_id,
        number=1,
        code="user.other",
        at=first.at,
        previous_hash=START,
        hash="0" * 64,
    )
    with pytest.raises(IntegrityError, match="history_event_number_once"), transaction.atomic():
        fork.save()


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_make_one_chain():
    """Each holds the subject's lock, as every act does; eight threads leave eight whole events."""
    subject = UserFactory()
    errors = []

    def write(n: int) -> None:
        try:
            with transaction.atomic():
                locked = User.objects.select_for_update().get(pk=subject.pk)
                record(locked, "user.step", actor=None, at=clock.now(), n=n)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    events = Event.objects.about(subject)
    assert [event.number for event in events] == list(range(1, 9))
    assert {event.params["n"] for event in events} == set(range(8))
    assert first_break(subject) is None


def test_who_looked_is_noted_apart(subject):
    """Looks are unchained: they are many, and reading must not wait for reading."""
    record_access(subject, "read", actor=subject, at=clock.now(), reason="The auditor asked")
    assert AccessRecord.objects.get().reason == "The auditor asked"
    assert not Event.objects.about(subject).exists()
