"""A whole usage period goes by, day by day, as the clock shows it: who is written to, when, in which words.

Each message once, to the right people, in their language, with right times in Berlin and in Los Angeles;
beat is away once, for 26 hours.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from celery import current_app
from django.core import mail
from icalendar import Calendar

from claims import tasks
from claims.models import Claim
from funds.models import Fund
from lifecycle import clock
from notifications import tasks as post
from notifications.enums import MessageState
from notifications.models import Message
from outbox.models import Job
from programs.rules import start_of_day
from tests.claims.period.expected import FEEDS, READ, SENT
from tests.claims.period.story import BERLIN, Story, acts, begun, berlin

#: Before the period begins, and when all is over.
FIRST, LAST = date(2026, 6, 30), date(2027, 3, 30)
#: For 26 hours nobody ticks and no mail goes; the reminder three days ahead falls due meanwhile.
AWAY = berlin(2027, 2, 10, 21), berlin(2027, 2, 11, 23)
#: What falls due within a day: quarters begin, mornings of promises at risk and of figures, the last four hours.
BETWEEN = (
    *(datetime(year, month, 1, tzinfo=UTC) for year, month in ((2026, 7), (2026, 10), (2027, 1))),
    *(berlin(2026, 11, day, 8) for day in (3, 4)),
    AWAY[1],
    berlin(2027, 2, 14, 20),
    berlin(2027, 2, 15, 8),
    berlin(2027, 3, 22, 20),
    *(berlin(2027, 3, day, 8) for day in (24, 25)),
)

GREETINGS = {"en": "Hello {},", "de": "Guten Tag, {},"}
FEET = {"en": "This mail was sent by the portal.", "de": "Diese E-Mail hat das Portal gesendet."}


def test_a_whole_period(db, monkeypatch, caplog):
    for room in ("lettering", "summarising"):  # half a second each, and nobody here reads them
        monkeypatch.setattr(f"claims.actions.{room}.draw", lambda *_: b"%PDF-")
    story = begun()
    pass_by(story)
    assert "ALARM" not in caplog.text
    sent = list(Message.objects.filter(state=MessageState.SENT).select_related("to").order_by("sent_at"))
    found = sent_to(sent)
    assert set(found) == set(SENT)
    for name, rows in SENT.items():
        assert found[name] == rows.strip().splitlines()
    assert Message.objects.count() == len(sent), "and nothing waits, failed, or was promised needlessly"
    each_once(sent)
    in_the_language_of_their_readers(sent)
    with_right_times(sent)
    entered_into_calendars()
    assert story.feeds == FEEDS
    what_became_of_claims_and_money(story)


def pass_by(story: Story) -> None:
    """Every day begins with a tick; people act at their hours; mails go when they are due."""
    does, ticks = acts(story), {*days(), *BETWEEN}
    stops = sorted({*ticks, *does})
    for instant, following in zip(stops, [*stops[1:], stops[-1]], strict=True):
        if AWAY[0] < instant < AWAY[1]:
            continue
        with shown(instant):
            if instant in does:
                does[instant]()
            if instant in ticks:
                assert tasks.tick()
            work()
        deliver_until(following)


def days() -> Iterator[datetime]:
    day = FIRST
    while day < LAST:
        yield start_of_day(day, BERLIN)
        day += timedelta(days=1)


def shown(instant: datetime) -> AbstractContextManager[None]:
    """The clock shows this instant."""
    return clock.shifted(instant - clock.now())


def work() -> None:
    """Workers do what was promised them."""
    while due := list(Job.objects.open().filter(due_at__lte=clock.now()).order_by("due_at", "pk")):
        for job in due:
            current_app.tasks[job.task](job_id=job.pk)


def deliver_until(end: datetime) -> None:
    """What waits for somebody's office hours goes when they begin, where beat is there to notice."""
    waiting = Message.objects.filter(state=MessageState.QUEUED, due_at__lt=end)
    for due_at in sorted(set(waiting.values_list("due_at", flat=True))):
        if not AWAY[0] < due_at < AWAY[1]:
            with shown(due_at):
                assert post.tick()
                work()


def sent_to(sent: list[Message]) -> dict[str, list[str]]:
    """By person, in the order in which it went."""
    found: dict[str, list[str]] = {name: [] for name in SENT}
    for one in sent:
        local = one.sent_at.astimezone(ZoneInfo(one.to.zone))
        row = (f"{local:%Y-%m-%d %H}", one.kind, about(one))
        found.setdefault(one.to.name, []).append(" ".join(part for part in row if part))
    return found


def about(message: Message) -> str:
    """The titles it names."""
    facts = message.context
    titles = facts.get("titles") or [one["title"] for one in facts.get("claims", ()) if "title" in one]
    return ", ".join(titles) or facts.get("title", "")


def each_once(sent: list[Message]) -> None:
    """One mail for each, under its own id; of what can be too late nothing came when it was."""
    assert [one.extra_headers["Message-ID"] for one in mail.outbox] == [one.message_id for one in sent]
    assert len({one.message_id for one in sent}) == len(sent)
    for one in sent:
        until = one.context.get("deadline") or one.context.get("due") or one.context.get("rest_ends")
        if one.kind.endswith(("_ahead", "_soon", "_ends", "_closing")) or one.kind == "money_left":
            assert one.sent_at < datetime.fromisoformat(until), one.key
            assert one.sent_at < one.void_at <= datetime.fromisoformat(until), one.key


def in_the_language_of_their_readers(sent: list[Message]) -> None:
    """Greeted by name, and to the last line."""
    for one, letter in zip(sent, mail.outbox, strict=True):
        (html,) = (part.content for part in letter.alternatives)
        other = {"en": "de", "de": "en"}[one.to.language]
        assert letter.to == [one.to.email]
        assert letter.body.startswith(GREETINGS[one.to.language].format(one.to.name))
        assert f'<html lang="{one.to.language}"' in html
        for text in (letter.body, html):
            assert FEET[one.to.language] in text
            assert FEET[other] not in text


def with_right_times(sent: list[Message]) -> None:
    """Who lives by the program's clock reads its hours, who lives elsewhere their own beside it."""
    bodies = [letter.body.replace("\u00a0", " ") for letter in mail.outbox]
    for (name, kind, *times), count in READ.items():
        mine = [
            body for one, body in zip(sent, bodies, strict=True) if (one.to.name, one.kind) == (name, kind)
        ]
        assert len([body for body in mine if all(words in body for words in times)]) == count, (name, times)
    for one, body in zip(sent, bodies, strict=True):
        assert ("Los Angeles time" in body) <= (one.to.name == "Lou")
        assert "In Ihrer Zeit" not in body


def entered_into_calendars() -> None:
    """The files that go along hold the very instants."""
    ends = {}
    for letter in mail.outbox:
        for name, content, _type in letter.attachments:
            assert name == "deadline.ics"
            (event,) = Calendar.from_ical(content).walk("VEVENT")
            ends.setdefault(letter.to[0].partition("@")[0], set()).add(event["dtend"].dt)
    winter = datetime(2027, 2, 14, 23, tzinfo=UTC)
    assert ends == {
        "anna": {
            datetime(2026, 9, 3, 22, tzinfo=UTC),
            datetime(2026, 9, 25, 22, tzinfo=UTC),
            datetime(2026, 11, 3, 23, tzinfo=UTC),
            winter,
        },
        "ben": {datetime(2026, 9, 25, 22, tzinfo=UTC), datetime(2026, 11, 3, 23, tzinfo=UTC), winter},
        "stranger": {
            datetime(2026, 10, 29, 23, tzinfo=UTC),
            winter,
            datetime(2027, 3, 22, 23, tzinfo=UTC),
        },
    }


def what_became_of_claims_and_money(story: Story) -> None:
    """Left, forfeited, approved; what a cut freed in September was there to be used, and nobody did."""
    funds = {one.partner: (one.left, one.forfeited, one.approved) for one in Fund.objects.all()}
    assert funds == {story.kiel.partner: (0, 6600, 3400), story.west.partner: (0, 5300, 2700)}
    assert dict(Claim.objects.values_list("title", "state")) == {
        "Seminar": "APPROVED",
        "Trade fair": "APPROVED",
        "Roadshow": "APPROVED",
        "Spring campaign": "APPROVED",
        "Newsletter": "EXPIRED",
        "Webinar": "APPROVED",
    }
