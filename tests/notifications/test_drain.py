"""Many messages and a mail server with moods: each mail goes, and none keeps the others."""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPSenderRefused, SMTPServerDisconnected

import pytest

from lifecycle import clock
from notifications import kinds
from notifications.actions import delivering
from notifications.actions.delivering import keep_going
from notifications.actions.failing import MOST_TRIES, pause
from notifications.actions.preferring import turn_off
from notifications.actions.reaching import try_again
from notifications.actions.sending import Draft, send_many
from notifications.models import Message, Unreachable
from notifications.smtp import Answer, answer_of
from outbox.jobs import TryLater
from outbox.models import Job
from tests.notifications.waiting import FACTS, OPTIONAL, PLAIN, drain, promised, states

pytestmark = pytest.mark.django_db


def test_what_waits_goes_over_one_connection(server, monkeypatch):
    opened = []
    open_ = delivering._Line.open
    monkeypatch.setattr(delivering._Line, "open", lambda self: opened.append(self) or open_(self))
    monkeypatch.setattr(delivering, "BATCH", 2)
    promised(5)
    assert (drain(), states()) == (5, ["SENT"] * 5)
    assert len(set(opened)) == 1


def test_what_must_arrive_goes_first_and_then_the_oldest(server):
    old, new = promised(2, must_arrive=False)
    (urgent,) = promised(1)
    drain()
    assert [one["To"] for one in server.taken] == [urgent.address, old.address, new.address]


def test_what_is_not_due_waits(server):
    promised(1, due_at=clock.now() + timedelta(hours=1))
    assert (drain(), states()) == (0, ["QUEUED"])


@pytest.mark.parametrize(
    ("fields", "state"),
    [({"must_arrive": False}, "UNCERTAIN"), ({"must_arrive": True}, "SENT")],
)
def test_what_a_dead_worker_had_in_hand_keeps_nothing(server, fields, state):
    half, _whole = promised(2)
    Message.objects.filter(pk=half.pk).update(state="SENDING", **fields)
    drain()
    assert states() == [state, "SENT"]


def test_no_for_now_to_one_keeps_no_other(server):
    one, *_others = promised(3)
    server.answers[one.address] = "450 Greylisted"
    drain()
    assert states() == ["QUEUED", "SENT", "SENT"]
    one.refresh_from_db()
    assert (one.tries, one.due_at > clock.now()) == (1, True)


def test_the_notice_stands_while_the_mail_is_tried_again(server):
    (one,) = promised()
    server.answer = "450 Greylisted"
    drain()
    assert Message.objects.visible_to(one.to).come(clock.now()).count() == 1


def test_after_three_days_of_no_for_now_somebody_hears_of_it(server, caplog):
    (one,) = promised(1, tries=MOST_TRIES - 1)
    server.answer = "450 Greylisted"
    drain()
    assert states() == ["FAILED"]
    assert f"ALARM: message {one.pk}" in caplog.text


def test_the_tries_take_three_days():
    whole = sum((pause(tries) for tries in range(1, MOST_TRIES)), timedelta())
    assert timedelta(days=2.5) < whole < timedelta(days=3.5)
    assert pause(1) == timedelta(minutes=1)
    assert pause(2**15) == timedelta(hours=4)


def test_what_is_void_before_the_next_try_is_not_tried_again(server):
    promised(1, void_at=clock.now() + timedelta(seconds=30))
    server.answer = "450 Greylisted"
    drain()
    assert states() == ["FAILED"]


def test_a_refused_address_is_marked_and_what_waits_for_it_withheld(server):
    (one,) = promised()
    send_many(PLAIN, [Draft(one.to, one.to, "later", FACTS)], clock.now())
    server.answers[one.address] = "550 5.1.1 No such person"
    drain()
    assert states() == ["FAILED", "WITHHELD"]
    marked = Unreachable.objects.get(address=one.address)
    assert "No such person" in marked.answer
    assert Job.objects.get(task="accounts.tell_unreachable").ids == {"unreachable": marked.pk}


@pytest.mark.parametrize("answer", ["550 5.7.1 We do not like you", "DATA"])
def test_a_no_that_is_not_about_the_address_marks_nothing(server, caplog, answer):
    (one,) = promised()
    if answer == "DATA":
        server.answer = "554 Spam"
    else:
        server.answers[one.address] = answer
    drain()
    assert states() == ["FAILED"]
    assert not Unreachable.objects.exists()
    assert "ALARM" in caplog.text


def test_an_address_that_works_again_gets_what_must_arrive(server):
    (one,) = promised()
    server.answers[one.address] = "550 No such person"
    drain()
    send_many(PLAIN, [Draft(one.to, one.to, "decision", FACTS)], clock.now())
    send_many(OPTIONAL, [Draft(one.to, one.to, "talk", FACTS)], clock.now())
    assert states() == ["FAILED", "WITHHELD", "WITHHELD"]
    server.answers.clear()
    assert try_again(one.address, clock.now())
    drain()
    assert states() == ["SENT", "SENT", "WITHHELD"]
    assert not try_again(one.address, clock.now())


def test_a_template_that_breaks_keeps_no_other_and_is_set_aside_after_three_tries(server, caplog):
    broken, _whole = promised(2)
    Message.objects.filter(pk=broken.pk).update(context={"public_id": ""})
    for _try in range(3):
        assert states()[0] == "QUEUED"
        drain()
        Message.objects.filter(pk=broken.pk).update(due_at=clock.now())
    assert states() == ["FAILED", "SENT"]
    broken.refresh_from_db()
    assert (broken.tries, "NoReverseMatch" in broken.error) == (3, True)
    assert f"ALARM: message {broken.pk}" in caplog.text
    assert drain() == 0


def test_what_is_void_or_done_or_for_nobody_any_more_is_dropped(server, monkeypatch):
    late, done, gone, _owed = promised(4)
    Message.objects.filter(pk=late.pk).update(void_at=clock.now(), due_at=clock.now() - timedelta(hours=1))
    gone.to.is_active = False
    gone.to.save()
    asked = []

    def owed(messages):
        messages = list(messages)
        asked.append(len(messages))
        return {one.pk for one in messages} - {done.pk}

    monkeypatch.setitem(kinds._KINDS, PLAIN, kinds.Kind(PLAIN, "", must_arrive=True, owed=owed))
    drain()
    assert states() == ["DROPPED", "DROPPED", "DROPPED", "SENT"]
    assert asked == [4]


def test_what_is_turned_off_meanwhile_stays_in_the_portal(server):
    (one,) = promised(1, OPTIONAL)
    turn_off(one.to, OPTIONAL, clock.now())
    Message.objects.filter(pk=one.pk).update(state="QUEUED")  # promised by a run that began before
    drain()
    assert (states(), server.taken) == (["NOTICE"], [])


def test_a_server_that_is_away_costs_nobody_a_try(settings):
    settings.EMAIL_BACKEND = "notifications.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    promised(3)
    with pytest.raises(TryLater):
        drain()
    assert set(Message.objects.values_list("state", "tries")) == {("QUEUED", 0)}


def test_a_server_that_hangs_up_now_and_then_gets_the_rest_anew(server):
    one, *_others = promised(3)
    server.answers[one.address] = "421 Enough for now"
    drain()
    assert states() == ["QUEUED", "SENT", "SENT"]


@pytest.mark.parametrize(("must_arrive", "state"), [(False, "UNCERTAIN"), (True, "QUEUED")])
def test_a_connection_that_breaks_over_a_mail_leaves_a_reminder_alone(server, must_arrive, state):
    """Nobody knows whether it was taken."""
    one, _next = promised(2, must_arrive=must_arrive)
    server.hangs_up_on = one.address
    drain()
    assert states() == [state, "SENT"]


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (ConnectionRefusedError(), Answer.AWAY),
        (SMTPServerDisconnected("gone"), Answer.AWAY),
        (SMTPSenderRefused(550, b"Not you", "us"), Answer.LATER),
        (SMTPDataError(421, b"Closing"), Answer.AWAY),
        (SMTPDataError(452, b"Full"), Answer.LATER),
        (SMTPDataError(554, b"Spam"), Answer.REFUSED),
        (UnicodeEncodeError("ascii", "ü", 0, 1, ""), Answer.BROKEN),
    ],
)
def test_what_an_error_means(error, answer):
    assert answer_of(error) is answer


def test_the_tick_promises_a_delivery_where_nobody_will_come():
    at = clock.now()
    keep_going(at)
    assert not Job.objects.exists()
    promised(1, due_at=at + timedelta(hours=1))
    keep_going(at)
    assert not Job.objects.exists()
    promised(1)
    keep_going(clock.now())
    keep_going(clock.now())
    assert Job.objects.filter(task="notifications.deliver").count() == 1


def test_the_tick_finds_what_was_left_half_sent():
    promised(1, state="SENDING")
    keep_going(clock.now())
    assert Job.objects.count() == 1


def test_a_tick_with_nothing_due_asks_twice_at_most(django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        keep_going(clock.now())


def test_a_batch_costs_queries_by_the_batch_and_one_commit_a_mail(server, django_assert_max_num_queries):
    promised(20)
    with django_assert_max_num_queries(20 + 20):
        drain()
    assert states() == ["SENT"] * 20
