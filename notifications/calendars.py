"""Calendar entries (RFC 5545): made in one place for mails, for the feed, and for files to download."""

from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event, vDuration

from notifications.models import Message
from notifications.wording import subject_of

#: A deadline is the end of its entry, so that one at midnight stands on the day it closes.
SHOWN_FOR = timedelta(minutes=30)
#: When the reader's calendar speaks up, before an entry begins.
AHEAD = timedelta(days=-1)


#: How often a calendar that is subscribed to may look again.
LOOK_AGAIN = timedelta(hours=4)


def published(*events: Event, name: str = "") -> bytes:
    """A calendar of these entries, for everybody to take in and nobody to answer.

    name: what a calendar that is subscribed to is called; "" for entries to be added to another one.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Co-op Claims//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(LOOK_AGAIN).to_ical().decode())
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()


def entry(
    title: str,
    link: str,
    what: str,
    *,
    begins: datetime | date,
    ends: datetime | date,
    words: str,
    alarm: timedelta,
    at: datetime,
) -> Event:
    """One entry. link and what make it the same entry wherever it comes from: the newer one replaces the older.

    link: the page it leads to; what: of several entries of a page, which; begins, ends: instants, or days
    (`ends` is then the day after); alarm: when to remind, from `begins` on; at: when it was true.
    """
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, f"{link}#{what}")))
    event.add("dtstamp", at)
    event.add("sequence", int(at.timestamp()) // 60)
    event.add("dtstart", begins)
    event.add("dtend", ends)
    event.add("summary", title)
    event.add("description", "\n".join(part for part in (words, link) if part))
    event.add("url", link)
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(title, alarm))
    return event


def until(title: str, link: str, what: str, instant: datetime, *, at: datetime, words: str = "") -> Event:
    """The entry of a deadline, which is the end of it; its reader is reminded a day ahead. See `entry`."""
    begins = instant - SHOWN_FOR
    return entry(title, link, what, begins=begins, ends=instant, words=words, alarm=AHEAD, at=at)


def _alarm(title: str, trigger: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", trigger)
    return alarm


def deadline_of(message: Message, fact: str, facts: dict, at: datetime) -> Event | None:
    """The entry of the instant this fact of the message holds; None where it holds none.

    facts: those of wording.facts_of; the language that is active is that of the entry.
    """
    if not (text := message.context.get(fact)):
        return None
    title = subject_of(message, facts)
    return until(title, facts["link"], fact, datetime.fromisoformat(text), at=at)
