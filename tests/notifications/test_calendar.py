"""A deadline goes along as an entry for the reader's own calendar."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from icalendar import Calendar

from lifecycle import clock
from notifications.actions.delivering import deliver
from notifications.actions.sending import send

pytestmark = pytest.mark.django_db

#: Midnight in Berlin: the end of 14 February.
UNTIL = "2027-02-14T23:00:00+00:00"
FACTS = {
    "number": "C-1",
    "title": "Herbst; groß, \\ „fein“",
    "public_id": "abc",
    "zone": "Europe/Berlin",
    "their_zone": "Europe/Berlin",
    "words": "",
    "items": [],
}


def part_of(anna, kind: str = "request_made", key: str = "1", due: str = UNTIL):
    message = send(kind, to=anna, subject=anna, key=key, at=clock.now(), due=due, **FACTS)
    deliver(message.pk, clock.now())
    parts = list(mail.outbox[-1].message().walk())
    return next((one for one in parts if one.get_content_type() == "text/calendar"), None)


def entry_of(*args, **kwargs):
    content = part_of(*args, **kwargs).get_payload(decode=True)
    (entry,) = Calendar.from_ical(content).walk("VEVENT")
    return entry


def test_a_calendar_reads_it(anna, settings):
    settings.ORIGIN = "https://portal.example"
    part = part_of(anna)
    assert part.get_param("method") == "PUBLISH"
    assert part.get_filename() == "deadline.ics"
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    assert (calendar["method"], calendar["version"]) == ("PUBLISH", "2.0")
    (entry,) = calendar.walk("VEVENT")
    assert entry.decoded("dtend") == datetime.fromisoformat(UNTIL)
    assert entry.decoded("dtend") - entry.decoded("dtstart") == timedelta(minutes=30)
    assert str(entry["url"]).startswith("https://portal.example/claims/abc/")
    (alarm,) = entry.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(days=-1)


def test_a_deadline_at_midnight_stands_on_the_day_it_closes(anna):
    assert entry_of(anna).decoded("dtstart").astimezone(datetime.fromisoformat(UNTIL).tzinfo).day == 14


def test_a_second_mail_about_the_same_updates_the_entry(anna):
    first = entry_of(anna)
    later = entry_of(anna, key="2", due="2027-02-20T23:00:00+00:00")
    assert later["uid"] == first["uid"]
    assert later["sequence"] >= first["sequence"]
    assert later.decoded("dtend") > first.decoded("dtend")


def test_what_is_due_of_the_same_claim_for_another_reason_is_another_entry(anna):
    assert entry_of(anna)["uid"] != entry_of(anna, "originals_called")["uid"]


def test_it_is_in_the_reader_s_language(anna):
    anna.language = "de"
    anna.save()
    assert "antworten Sie" in str(entry_of(anna)["summary"])


def test_a_mail_without_a_deadline_has_none(anna):
    assert part_of(anna, "decision_reversed") is None


@pytest.mark.parametrize("due", ["", "not a time"])
def test_a_deadline_nobody_can_read_keeps_the_mail_from_nobody_else(anna, due):
    message = send("request_made", to=anna, subject=anna, key="1", at=clock.now(), due=due, **FACTS)
    deliver(message.pk, clock.now())
    message.refresh_from_db()
    assert (message.state, message.tries) == ("QUEUED", 1)
