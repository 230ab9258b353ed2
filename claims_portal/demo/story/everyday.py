"""Brightwater's ordinary claims, which make a list long; told piece by piece by the worker after the first start."""

import random
from datetime import date, datetime, timedelta

from claims import pacing
from claims.actions import reviewing, submitting
from claims.models import Claim, Expense
from claims.outcomes import LineOutcome
from claims_portal.demo.story import telling
from claims_portal.demo.story.brightwater import Brightwater
from claims_portal.demo.story.telling import days_ago
from lifecycle import clock
from outbox.actions import enqueue
from review.models import Pace

#: Together with the special ones these are 300 claims.
CLAIMS = 291
PIECE = 5
ACTIVITIES = {
    "print-advertising": "Trade press advert",
    "digital-advertising": "Search and social ads",
    "direct-mail": "Customer mailing",
    "telemarketing": "Call campaign",
    "customer-seminar": "Customer seminar",
    "tradeshow": "Trade fair stand",
    "customer-offer": "Seasonal offer",
    "website-and-search": "Landing page",
}
SEASONS = ["Spring", "Summer", "Autumn", "Winter", "Northern", "Coastal", "Cloud", "Security", "Mobility"]
OUTCOMES = {"draft": 8, "sent": 6, "taken": 3, "approved": 28, "withdrawn": 2}


def promise(at: datetime, first: int = 1) -> None:
    """A job for the piece that begins with claim `first`; one at a time, so that real work never waits behind them."""
    if first <= CLAIMS:
        enqueue("demo.everyday", at=at, key=f"demo.everyday:{first}", first=first)


def tell(first: int, count: int = PIECE) -> None:
    """Tell `count` claims from number `first` on; what was told before is not told twice."""
    teller = Brightwater()
    for number in range(first, min(first + count, CLAIMS + 1)):
        chance = random.Random(number)  # noqa: S311  a story, not a secret
        title = _title(number, chance)
        if not Claim.objects.filter(title=title, partner__in=teller.locations).exists():
            _claim(teller, title, number, chance)
    if first + count > CLAIMS:  # now there are enough decisions for a pace, which else is measured tomorrow
        Pace.objects.all().delete()
        pacing.measure(clock.now())


def _code(number: int) -> str:
    return list(ACTIVITIES)[number % len(ACTIVITIES)]


def _title(number: int, chance: random.Random) -> str:
    return f"{ACTIVITIES[_code(number)]} {chance.choice(SEASONS)} {number}"


def _claim(teller: Brightwater, title: str, number: int, chance: random.Random) -> None:
    day = _day(teller, chance)
    made = chance.randrange(3, max((teller.today - day).days - 1, 4))
    outcome = chance.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]
    partner = teller.locations[number % len(teller.locations)]
    net = str(chance.randrange(120, 900))
    with days_ago(made):
        claim = teller.claim(partner, teller.period, _code(number), title, net, day)
        if outcome != "draft":
            submitting.submit(claim.pk, user=teller.olga)
    with days_ago(max(made - chance.randrange(1, 4), 1)):
        _go_on(teller, claim, outcome, old=made > 4)


def _day(teller: Brightwater, chance: random.Random) -> date:
    """A day of the usage period that is over for a week."""
    last = min(teller.period.last_day, teller.today - timedelta(days=8))
    return teller.period.first_day + timedelta(
        days=chance.randrange(max((last - teller.period.first_day).days, 1))
    )


def _go_on(teller: Brightwater, claim: Claim, outcome: str, *, old: bool) -> None:
    """What the reviewer did with it; nothing old is left waiting."""
    if outcome == "withdrawn":
        submitting.withdraw(claim.pk, user=teller.olga)
    elif outcome in {"taken", "approved"} or (old and outcome == "sent"):
        reviewing.take(claim.pk, user=teller.rita)
        if outcome == "approved" or old:
            lines = {line: LineOutcome(line.amount, "") for line in Expense.objects.filter(claim=claim)}
            telling.decide(claim, lines, "", by=teller.rita)
