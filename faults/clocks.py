"""Too many clocks, none for a day, and days that are not like others."""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus

from claims.actions import deciding, reviewing
from claims.enums import ClaimState
from claims.models import Claim
from claims_portal.supervisor import Child
from faults import story
from faults.client import Broken
from faults.promises import taken
from faults.scene import Scene
from funds.models import Fund
from lifecycle import clock
from notifications.models import Message
from outbox.models import Tick
from tests.factories import claims as make

REMINDER = "deadline_ahead"
TICK = "claims.tick"
TICKS_WITHIN_SECONDS = 150
SWEEPERS = 3
AWAY = timedelta(hours=26)


def several(scene: Scene) -> str:
    """9. Two beats and three sweepers at once, while reminders fall due."""
    day = story.today() + timedelta(days=8)  # its step of 7 days is as tomorrow begins
    periods = [story.ending(scene.people, day, 2)[0].period_id for _ in range(scene.pace.periods)]
    _ticked(scene)
    with _others(scene), scene.load():
        scene.now_is(clock.now() + timedelta(days=1))
        for _ in range(2):
            _ticked(scene)
    told = _told(periods)
    if told != dict.fromkeys(periods, 1):
        raise Broken(f"Of {len(periods)} deadlines in 7 days these were told, so often: {told}")
    return f"2 beats, {SWEEPERS} sweepers; each of {len(periods)} deadlines told once"


@contextmanager
def _others(scene: Scene) -> Iterator[None]:
    """One more beat and three processes that sweep without end."""
    beat = scene.portal.children["beat"]
    second = f"{beat.command[-1]}-2"
    children = [replace(beat, name="beat-2", command=[*beat.command[:-1], second], process=None, ends=[])]
    sweep = [sys.executable, "-m", "faults.sweeper", str(SWEEPERS)]
    children.append(Child("sweepers", sweep, beat.log.with_name("sweepers.log"), beat.environment))
    try:
        for child in children:
            child.start()
        yield
        if ended := [child.name for child in children if child.ended() is not None]:
            raise Broken(f"{', '.join(ended)} ended: {children[-1].last_words()}")
    finally:
        for child in children:
            child.stop(5)


def _ticked(scene: Scene) -> None:
    """Wait for a tick that begins from now on, and what it says has gone."""
    at = clock.now()
    begun = Tick.objects.filter(name=TICK, began_at__gt=at, ended_at__gt=at)
    scene.until(begun.exists, TICKS_WITHIN_SECONDS, "The clock does not tick")


def _told(periods: list[int]) -> dict[int, int]:
    """How many mails tell Anna of the deadline of each of these periods, as far as the mail server has got them."""
    about = Message.objects.filter(kind=REMINDER, context__period__in=periods, to__name="Anna")
    end = time.monotonic() + TICKS_WITHIN_SECONDS
    while about.filter(state="QUEUED", due_at__lte=clock.now()).exists() and time.monotonic() < end:
        time.sleep(0.5)
    mails, told = taken(), Counter[int]()
    for message in about:
        told[message.context["period"]] += mails[message.message_id]
    return dict(told)


def none(scene: Scene) -> str:
    """10. Beat is away for 26 hours: what fell due is made up for, and nothing is told that is over."""
    people, today = scene.people, story.today()
    over = story.ending(people, today, 3)
    ahead = story.ending(people, today + timedelta(days=2), 3)  # a day before is as tomorrow begins
    _ticked(scene)
    leaving = _leaves_soon(scene)
    scene.portal.kill("beat")
    scene.now_is(clock.now() + AWAY)
    scene.until(lambda: _said_late(scene), 20, "/readyz did not say that the clock is late")
    time.sleep(10)
    scene.portal.run("beat")
    _ticked(scene)
    scene.until(lambda: _state_of(leaving) == {ClaimState.APPROVED}, 60, "The decision did not leave")
    scene.until(lambda: not _said_late(scene), 20, "/readyz still said that the clock is late")
    _is_made_up_for(over, ahead)
    scene.acts.decided.append(leaving.pk)
    return f"{len(over)} drafts expired and their money forfeited, the deadline ahead told once, the decision left"


def _said_late(scene: Scene) -> bool:
    """Whether /readyz warns that the clock's work is late."""
    _status, said = scene.sampler.report()
    return f"late: {TICK}" in said.get("warnings", [])


def _leaves_soon(scene: Scene) -> Claim:
    """A decision that leaves in ten minutes."""
    (claim,) = scene.submit(1)
    reviewing.take(claim.pk, user=scene.people.rita)
    decided = Claim.objects.get(pk=claim.pk)
    return deciding.decide(claim.pk, make.outcomes(decided), "", user=scene.people.rita)


def _is_made_up_for(over: list[Claim], ahead: list[Claim]) -> None:
    if _state_of(*over) != {ClaimState.EXPIRED} or _state_of(*ahead) != {ClaimState.EDITING}:
        raise Broken(f"After the gap drafts are {_state_of(*over)} and {_state_of(*ahead)}")
    past, coming = over[0].period_id, ahead[0].period_id
    if (told := _told([past, coming])) != {coming: 1}:
        raise Broken(f"Of the deadlines {past}, which is over, and {coming} these were told: {told}")
    fund = Fund.objects.get(period=over[0].period)
    if fund.left or not fund.forfeited:
        raise Broken(f"{fund.left} is left in a fund whose deadline has passed")


def _state_of(*claims: Claim) -> set[str]:
    return set(Claim.objects.filter(pk__in=[one.pk for one in claims]).values_list("state", flat=True))


def changes(scene: Scene) -> str:
    """11. A deadline on the last day of the year and on the days on which clocks are changed."""
    said = []
    for day in _odd_days():
        scene.now_is(_at(day - timedelta(days=2), 10))
        said.append(_deadline_on(day, scene))
    make.money_for(scene.people, 1_000_000)
    return "; ".join(said)


def _odd_days() -> list[date]:
    """The next last day of a year, and the next two days in Berlin that do not last 24 hours; a week ahead at least."""
    soon = story.today() + timedelta(days=7)
    days = [soon + timedelta(days=number) for number in range(400)]
    short_or_long = [day for day in days if _end(day) - _at(day, 0) != timedelta(days=1)]
    return sorted([next(day for day in days if (day.month, day.day) == (12, 31)), *short_or_long[:2]])


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=story.BERLIN).astimezone(UTC)


def _end(day: date) -> datetime:
    return _at(day + timedelta(days=1), 0)


def _deadline_on(day: date, scene: Scene) -> str:
    """Two minutes before its end a draft is submitted, a minute after it the other one is refused and expires."""
    first, second = story.ending(scene.people, day, 2)
    scene.now_is(_end(day) - timedelta(minutes=2))
    anna = scene.anna()
    anna.submit(first)
    scene.now_is(_end(day) + timedelta(minutes=1))
    answer = anna.browser.post(f"/claims/{second.public_id}/submit/")
    if answer.status != HTTPStatus.CONFLICT and "/submitted/" in answer.place:
        raise Broken(f"A minute after {_end(day)} a draft was still taken ({answer.status})")
    _ticked(scene)
    number = Claim.objects.get(pk=first.pk).number
    if _state_of(second) != {ClaimState.EXPIRED} or f"-{day.year}-" not in number:
        raise Broken(f"After {day} the draft is {_state_of(second)}, the number is {number}")
    return f"{day} ends at {_end(day):%H:%M} UTC ({number})"
