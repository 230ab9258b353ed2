"""What happens to what is left: the rules in words, with the days and amounts of this fund."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from funds import prepared
from funds.actions import ledger
from funds.enums import EntryReason
from funds.models import Fund
from lifecycle import clock
from programs.models import UsagePeriod
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.funds import FundFactory, Subject, following, funded
from tests.factories.programs import LONG_AGO, UsagePeriodFactory

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def fund():
    today = clock.now().date()
    period = UsagePeriodFactory(first_day=today - timedelta(days=30), last_day=today + timedelta(days=30))
    return funded(24_000, period=period)


@pytest.fixture
def anna(fund):
    return MembershipFactory(partner=fund.partner).user


def page(client, person, fund, at=None) -> str:
    client.force_login(person)
    with clock.shifted((at or clock.now()) - clock.now()):
        response = client.get(reverse("fund", args=[fund.public_id]))
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def test_what_is_left_is_forfeited_at_the_deadline(client, anna, fund):
    text = page(client, anna, fund)
    assert "24,000.00 EUR are left for them; whatever is left then is forfeited" in text
    assert "Until " in text
    assert "An incentives admin can ask for more time before" in text


def test_what_is_held_stays_held_while_it_can_be_disputed(client, anna, fund):
    assert "are held for claims" not in page(client, anna, fund)
    ledger.hold(fund, D(100), subject=Subject(1), actor=None, at=LONG_AGO)
    text = page(client, anna, fund)
    assert "100.00 EUR are held for claims that are submitted." in text
    assert "What we cut stays held for 30 days in which you can dispute it." in text
    assert "What is let go before the deadline is left for other claims" in text


def test_after_the_deadline_what_is_let_go_is_forfeited(client, anna, fund):
    ledger.hold(fund, D(100), subject=Subject(1), actor=None, at=LONG_AGO)
    text = page(client, anna, fund, at=fund.period.deadline + timedelta(days=1))
    assert "The deadline has passed: what is let go now is forfeited." in text
    assert "Claims were submitted. Whatever was left was forfeited." in text


def test_below_the_threshold_nothing_is_decided_and_then_it_is_a_rebate(client, anna, fund):
    fund.program.threshold = D(30_000)
    fund.program.save()
    assert "what is left is paid out as a rebate and cannot be claimed" in page(client, anna, fund)
    UsagePeriod.objects.filter(pk=fund.period_id).update(earning_closed_at=LONG_AGO)
    ledger.adjust(fund, D(-24_000), actor=None, at=LONG_AGO, reason=EntryReason.THRESHOLD)
    text = page(client, anna, fund)
    assert "24,000.00 EUR became a rebate, because less was earned than the program asks for." in text
    assert "Not yet decided" not in text


def test_recoveries_are_said_on_both_sides(client, anna, fund):
    later = FundFactory(partner=fund.partner, period=following(fund.period))
    ledger.adjust(fund, D(-24_010), actor=None, at=LONG_AGO, reason=EntryReason.OPERATIONS)
    assert "10.00 EUR will be taken from the funds of a later period" in page(client, anna, fund)
    assert "Earlier periods still owe 10.00 EUR" in page(client, anna, later)
    ledger.earn(Fund.objects.get(pk=later.pk), D(500), actor=None, at=LONG_AGO)
    assert "10.00 EUR were taken from this fund" in page(client, anna, later)
    assert "will be taken from" not in page(client, anna, fund)


def test_drafts_are_beside_the_figures_until_they_are_submitted(client, anna, fund, monkeypatch):
    monkeypatch.setattr(
        prepared, "_COUNTINGS", [lambda fund, user: prepared.Prepared(2, D(4200), "/claims/?x")]
    )
    text = page(client, anna, fund)
    assert '<a href="/claims/?x">2 drafts with 4,200.00 EUR</a> are not in these figures' in text


def test_drafts_that_are_more_than_is_left_are_told_in_time(client, anna, fund, monkeypatch):
    monkeypatch.setattr(prepared, "_COUNTINGS", [lambda fund, user: prepared.Prepared(1, D(24_001), "/x/")])
    assert "is 1.00 EUR more than is left." in page(client, anna, fund)


def test_without_drafts_nothing_is_said_of_them(client, anna, fund):
    assert "is not in these figures" not in page(client, anna, fund)
    assert prepared.prepared_on(fund, UserFactory()) is None
