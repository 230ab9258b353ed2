"""Several workers deliver at once: no mail goes twice, and nobody takes what another has in hand."""

import threading
from contextlib import closing

import pytest
from django.db import connection, connections, transaction

from lifecycle import clock
from notifications.actions import delivering
from notifications.actions.delivering import deliver
from notifications.models import Message
from outbox.models import Job
from tests.notifications.waiting import drain, promised, states

pytestmark = pytest.mark.django_db(transaction=True)


def in_threads(number: int, work) -> None:
    """With a database connection each."""

    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _one in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)


def test_several_workers_send_no_mail_twice(server, monkeypatch):
    monkeypatch.setattr(delivering, "DELIVERERS", 4)
    monkeypatch.setattr(delivering, "BATCH", 7)
    promised(60)
    in_threads(4, drain)
    assert states() == ["SENT"] * 60
    assert sorted(one["Message-ID"] for one in server.taken) == sorted(
        Message.objects.values_list("message_id", flat=True)
    )


def test_many_go_over_several_lines_at_once(server, monkeypatch):
    monkeypatch.setattr(delivering, "MANY", 10)
    monkeypatch.setattr(delivering, "BATCH", 3)
    promised(30)
    drain()
    assert states() == ["SENT"] * 30
    assert len({one["Message-ID"] for one in server.taken}) == len(server.taken) == 30


def test_what_another_worker_has_in_hand_is_left_to_it(server):
    """Found SENDING, but its worker lives: it is not the dead's."""
    (one,) = promised()
    Message.objects.filter(pk=one.pk).update(state="SENDING")
    with closing(connection.copy()) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [delivering.MESSAGES, one.pk])
        deliver(one.pk, clock.now())
        assert (drain(), states(), server.taken) == (0, ["SENDING"], [])
        cursor.execute("SELECT pg_advisory_unlock_all()")
    drain()
    assert states() == ["SENT"]


def test_no_more_workers_deliver_than_are_meant_to(server):
    promised(1)
    with closing(connection.copy()) as other, other.cursor() as cursor:
        for place in range(delivering.DELIVERERS):
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [delivering.PLACES, place])
        assert drain() == 0
        cursor.execute("SELECT pg_advisory_unlock_all()")
    assert drain() == 1


def test_a_long_queue_lets_other_jobs_in(server, monkeypatch):
    monkeypatch.setattr(delivering, "BUDGET_SECONDS", -1.0)
    monkeypatch.setattr(delivering, "BATCH", 1)
    promised(3)
    with transaction.atomic():
        assert drain() == 1
        assert Job.objects.filter(task="notifications.deliver").count() == 1
