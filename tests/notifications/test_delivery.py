"""A mail is stored, then sent: at most once where that is better, at least once where it must arrive."""

from contextlib import closing
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection

from lifecycle import clock
from notifications.actions.delivering import deliver
from notifications.actions.sending import send
from notifications.models import Message
from outbox.jobs import TryLater
from outbox.models import Job

pytestmark = pytest.mark.django_db

FACTS = {"title": "Autumn campaign", "public_id": "abc", "by": "Ben", "number": "C-1", "words": "Hello"}


def promised(anna, key: str = "1") -> Message:
    return send("message_written", to=anna, subject=anna, key=key, at=clock.now(), **FACTS)


def state_of(message: Message) -> str:
    message.refresh_from_db()
    return message.state


def test_a_mail_is_a_row_and_a_job_first(anna):
    message = promised(anna)
    assert (message.state, len(mail.outbox)) == ("QUEUED", 0)
    assert Job.objects.get(task="notifications.deliver").ids == {}


def test_the_same_news_is_told_once(anna):
    assert promised(anna) == promised(anna)
    assert Job.objects.filter(task="notifications.deliver").count() == 1
    assert promised(anna, key="2") != promised(anna)


def test_it_arrives_whole(anna, server):
    message = promised(anna)
    deliver(message.pk, clock.now())
    (mail_,) = server.taken
    assert state_of(message) == "SENT"
    assert message.sent_at
    assert mail_["To"] == "anna@example.com"
    assert mail_["Message-ID"] == message.message_id
    assert mail_["Auto-Submitted"] == "auto-generated"
    text, html = (mail_.get_body([kind]).get_content() for kind in ("plain", "html"))
    for body in (text, html):
        assert "Autumn campaign" in body
    assert "<p" not in text


def test_it_is_written_in_the_reader_s_language(anna, server, settings):
    anna.language = "de"
    anna.save()
    message = promised(anna)
    deliver(message.pk, clock.now())
    html = server.taken[0].get_body(["html"]).get_content()
    assert message.language == "de"
    assert 'lang="de"' in html


def test_a_mail_that_was_sent_is_not_sent_again(anna, server):
    message = promised(anna)
    for _time in range(3):
        deliver(message.pk, clock.now())
    assert len(server.taken) == 1


@pytest.mark.django_db(transaction=True)
def test_sending_is_committed_before_the_server_is_spoken_to(anna, monkeypatch):
    """What another connection reads while the mail is on its way."""
    message, read = promised(anna), []

    def look(_mail, **_options):
        with closing(connection.copy()) as copy, copy.cursor() as other:
            other.execute("SELECT state FROM notifications_message WHERE id = %s", [message.pk])
            read.append(other.fetchone()[0])

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", look)
    deliver(message.pk, clock.now())
    assert read == ["SENDING"]


def died_while_sending(message: Message) -> None:
    Message.objects.filter(pk=message.pk).update(state="SENDING")


def test_a_reminder_found_half_sent_is_left(anna, server):
    """Whether it arrived nobody knows; twice is worse than not at all."""
    message = promised(anna)
    died_while_sending(message)
    deliver(message.pk, clock.now())
    assert (state_of(message), server.taken) == ("UNCERTAIN", [])
    deliver(message.pk, clock.now())
    assert (state_of(message), server.taken) == ("UNCERTAIN", [])


def test_what_must_arrive_goes_again_as_the_same_mail(anna, server):
    """The same Message-ID: mail programs show it once."""
    message = promised(anna)
    Message.objects.filter(pk=message.pk).update(must_arrive=True)
    died_while_sending(message)
    deliver(message.pk, clock.now())
    assert state_of(message) == "SENT"
    assert [one["Message-ID"] for one in server.taken] == [message.message_id]


@pytest.mark.parametrize("answer", ["550 No such person", "RCPT 550 No such person"])
def test_a_no_for_good_is_kept_with_its_reason(anna, server, answer):
    server.answer = answer
    message = promised(anna)
    deliver(message.pk, clock.now())
    assert state_of(message) == "FAILED"
    assert "No such person" in message.error
    server.answer = ""
    deliver(message.pk, clock.now())
    assert server.taken == []


@pytest.mark.parametrize("answer", ["451 Come back later", "RCPT 450 Greylisted"])
def test_a_no_for_now_is_tried_again(anna, server, answer):
    server.answer = answer
    message, at = promised(anna), clock.now()
    deliver(message.pk, at)
    assert (state_of(message), message.tries) == ("QUEUED", 1)
    assert timedelta(seconds=50) < message.due_at - at < timedelta(seconds=70)
    server.answer = ""
    deliver(message.pk, clock.now())
    assert state_of(message) == "SENT"
    assert message.error == ""


def test_a_mail_server_that_is_away_costs_no_try(anna, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    message = promised(anna)
    with pytest.raises(TryLater):
        deliver(message.pk, clock.now())
    assert (state_of(message), message.tries) == ("QUEUED", 0)


def test_a_title_brings_no_header_of_its_own(anna, server):
    message = send(
        "message_written",
        to=anna,
        subject=anna,
        key="evil",
        at=clock.now(),
        **FACTS | {"title": "Campaign\r\nBcc: all@example.com"},
    )
    deliver(message.pk, clock.now())
    assert server.taken[0]["Bcc"] is None
    assert state_of(message) == "SENT"
