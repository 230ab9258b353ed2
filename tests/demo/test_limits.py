"""An invoice in yen and drafts near their caps, as the demo tells them."""

from decimal import Decimal

import pytest
from django.core.management import call_command

from claims.capping import cap_left
from claims.enums import ClaimState
from claims.models import Claim
from claims.readiness import missing_to_submit
from claims_portal.demo import people, rates
from claims_portal.demo.story import limits, telling
from claims_portal.demo.story.brightwater import Brightwater
from claims_portal.management.commands.load_demo import enroll
from funds.models import Fund
from lifecycle import clock
from programs.models import ExchangeRate
from programs.rates import board


@pytest.fixture
def told(db):
    call_command("load_catalogue", verbosity=0)
    people.make_people()
    enroll()
    rates.load(telling.today())
    Brightwater().earn()
    limits.tell()
    return {claim.title: claim for claim in Claim.objects.for_page()}


def fund_of(claim: Claim) -> Fund:
    return Fund.objects.get(partner=claim.partner, period=claim.period)


def test_the_story(told):
    yen = told["Osaka trade press"]
    (line,) = yen.expenses.all()
    assert yen.state == ClaimState.SUBMITTED
    assert (line.currency, line.net) == ("JPY", 298_000)
    assert yen.claimed == line.amount == fund_of(yen).held
    assert 1500 < line.amount < 2200

    contest, journey = told["Sales contest"], told["Partner conference Lisbon"]
    (quarter,) = cap_left(contest, fund_of(contest))
    assert (quarter.ceiling, quarter.asked, quarter.after) == (22_500, 22_300, 200)
    each, together = sorted(cap_left(journey, fund_of(journey)), key=lambda one: one.ceiling)
    assert (each.ceiling, each.asked, each.over) == (9200, 9000, 0)
    assert (together.asked, together.over) == (11_400, 0)
    assert missing_to_submit(journey, clock.now()) == []


def test_rates_reach_back_for_years_and_ahead_and_look_like_rates(told):
    today = telling.today().replace(day=1)
    assert board(today, ["EUR", "USD"]).missing == []
    assert ExchangeRate.objects.count() == 61 * 12
    for into, around in rates.AROUND.items():
        for currency, rate in around.items():
            for one in ExchangeRate.objects.filter(currency=currency, into=into):
                assert abs(one.rate / Decimal(rate) - 1) <= Decimal("0.041")
