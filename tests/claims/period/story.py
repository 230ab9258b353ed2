"""Two locations of one program from July 2026 to March 2027, the people there, and what they do when.

The usage period runs from July to December 2026, its deadline is 14 February 2027, for the location in Los Angeles
it moves to 22 March: over the changes of clocks, which fall on different weeks in Europe and in the United States.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.test import Client
from icalendar import Calendar

from claims.actions import originals, proving, reviewing, submitting
from claims.models import Claim
from funds.actions.ledger import earn, fund_for
from lifecycle import clock
from notifications.actions import subscribing
from notifications.subscribing import feed_url
from programs.actions.extending import grant_extension
from programs.models import UsagePeriod
from review.wanted import Wanted
from tests.factories import claims as make
from tests.factories.accounts import MembershipFactory
from tests.factories.people import People, everybody, person
from tests.factories.programs import LONG_AGO, MembershipScopeFactory, ProgramFactory, UsagePeriodFactory

BERLIN, LOS_ANGELES = "Europe/Berlin", "America/Los_Angeles"


def berlin(year: int, month: int, day: int, hour: int = 0) -> datetime:
    """An instant by the clock of the program, in UTC."""
    return datetime(year, month, day, hour, tzinfo=ZoneInfo(BERLIN)).astimezone(UTC)


def both(instant: datetime) -> str:
    """In Berlin and in Los Angeles."""
    return ", ".join(
        f"{instant.astimezone(ZoneInfo(zone)):%d.%m. %H:%M %Z}" for zone in (BERLIN, LOS_ANGELES)
    )


@dataclass
class Story:
    """Two locations of a program, and what people do; `west.anna` is Lou, the admin in Los Angeles."""

    kiel: People
    west: People
    feeds: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.activity = make.activity_type()

    def draft(self, people: People, title: str, amount: int, **facts: object) -> Claim:
        return make.draft(people, amount, activity=self.activity, title=title, **facts)

    def submitted(self, people: People, title: str, amount: int, **facts: object) -> None:
        submitting.submit(self.draft(people, title, amount, **facts).pk, user=people.anna)

    def take(self, title: str) -> Claim:
        return reviewing.take(Claim.objects.get(title=title).pk, user=self.kiel.rita)

    def ask(self, title: str) -> None:
        wanted = [Wanted(words="The agenda, please.")]
        reviewing.request_documents(self.take(title).pk, wanted, user=self.kiel.rita)

    def answer(self, title: str) -> None:
        claim = Claim.objects.get(title=title)
        proving.add_text(claim.pk, make.asked_item(claim), "Nine to five.", user=self.kiel.ben)
        submitting.answer(claim.pk, "Here it is.", user=self.kiel.anna)

    def decide(self, title: str, amount: int) -> None:
        claim = self.take(title)
        make.decide(claim, make.outcomes(claim, amount), user=self.kiel.rita)

    def call(self, title: str) -> None:
        originals.call(Claim.objects.get(title=title).pk, "The invoice, on paper.", user=self.kiel.rita)

    def submit(self, title: str) -> None:
        claim = Claim.objects.get(title=title)
        submitting.submit(claim.pk, user=claim.owner)

    def extend(self) -> None:
        until = {"partner": self.west.partner, "last_day": date(2027, 3, 22)}
        grant_extension(UsagePeriod.objects.get(), **until, reason="The river rose", by=self.kiel.paula)

    def look(self, when: str) -> None:
        """As a calendar program reads the feeds of both admins."""
        for user in (self.kiel.anna, self.west.anna):
            address = feed_url(subscribing.renew(user, clock.now())).removeprefix(settings.ORIGIN)
            found = Calendar.from_ical(Client().get(address).content).walk("VEVENT")
            self.feeds[when, user.name] = {unnumbered(one["summary"]): both(one["dtend"].dt) for one in found}


def acts(story: Story) -> dict[datetime, Callable[[], object]]:
    """What people do; all else the clock does."""
    kiel, west = story.kiel, story.west
    return {
        berlin(2026, 8, 3, 10): lambda: story.submitted(kiel, "Seminar", 1200),
        berlin(2026, 8, 4, 10): lambda: story.decide("Seminar", 900),
        berlin(2026, 9, 7, 10): lambda: story.call("Seminar"),
        berlin(2026, 10, 7, 18): lambda: story.submitted(west, "Roadshow", 2000, owner=west.anna),
        berlin(2026, 10, 8, 10): lambda: story.ask("Roadshow"),
        berlin(2026, 10, 13, 10): lambda: story.submitted(kiel, "Trade fair", 1000, owner=kiel.ben),
        berlin(2026, 10, 14, 10): lambda: story.ask("Trade fair"),
        berlin(2026, 10, 20, 11): lambda: story.answer("Trade fair"),
        berlin(2026, 10, 20, 12): lambda: story.look("October"),
        berlin(2026, 10, 21, 10): lambda: story.decide("Trade fair", 1000),
        berlin(2026, 11, 4, 14): lambda: story.decide("Roadshow", 2000),
        berlin(2026, 12, 1, 10): lambda: story.draft(kiel, "Spring campaign", 1500),
        berlin(2026, 12, 1, 11): lambda: story.draft(kiel, "Newsletter", 300, owner=kiel.ben),
        berlin(2026, 12, 1, 18): lambda: story.draft(west, "Webinar", 700, owner=west.anna),
        berlin(2027, 2, 10, 10): lambda: story.submit("Spring campaign"),
        berlin(2027, 2, 10, 14): lambda: story.decide("Spring campaign", 1500),
        berlin(2027, 2, 18, 10): story.extend,
        berlin(2027, 3, 20, 12): lambda: story.look("March"),
        berlin(2027, 3, 22, 22): lambda: story.submit("Webinar"),
        berlin(2027, 3, 24, 10): lambda: story.decide("Webinar", 700),
    }


def begun() -> Story:
    """Before the first day: everybody, and money in both funds."""
    program = ProgramFactory(name={"en": "Co-op funds", "de": "Co-op Fonds"})
    kiel = everybody(program)
    west = replace(kiel, partner=kiel.stranger.memberships.get().partner, anna=kiel.stranger)
    _known_as(west.partner, city="Los Angeles", country="US", zone=LOS_ANGELES)
    _known_as(west.anna, name="Lou", language="en", zone=LOS_ANGELES)
    for user, language in ((kiel.anna, "de"), (kiel.ben, "de"), (kiel.rita, "en"), (kiel.paula, "de")):
        _known_as(user, language=language, zone=BERLIN)
    # A second admin in Los Angeles, who has nothing to do with this program.
    MembershipScopeFactory(membership=MembershipFactory(user=person("Zoe"), partner=west.partner))
    period = UsagePeriodFactory(program=program)
    for people, amount in ((kiel, 10_000), (west, 8000)):
        earn(fund_for(people.partner, program, period), Decimal(amount), actor=None, at=LONG_AGO)
    return Story(kiel, west)


def _known_as(one: Any, **facts: str) -> None:
    for name, value in facts.items():
        setattr(one, name, value)
    one.save()


def unnumbered(words: str) -> str:
    """Without a claim's number: tests before this one have drawn from the sequence too."""
    return re.sub(r" \(COOP-\d{4}-\d{6}\)", "", str(words))
