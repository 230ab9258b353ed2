"""Closing an earning period (R11): what reaches the threshold is kept, what is left of the rest becomes a rebate."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override

from funds.actions import closing, ledger
from funds.earnings.closing import may_close, outlook
from funds.enums import EntryReason
from funds.models import EarningClosing, Fund, FundEntry
from funds.tasks import decide_earning_period
from lifecycle import ActionRefused, clock
from notifications.models import Message
from programs.models import Program, UsagePeriod
from tests.factories.accounts import MembershipFactory, PartnerFactory
from tests.factories.funds import FundFactory, Subject
from tests.funds.earnings.sheets import csv_of, row_for, sent
from tests.funds.sums import assert_totals_are_the_sums

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture(autouse=True)
def threshold(here):
    Program.objects.filter(pk=here.people.program.pk).update(threshold=1000)
    here.people.program.refresh_from_db()
    here.now.program.refresh_from_db()


def fund_of(here, amount, partner=None, held=0):
    fund = FundFactory(partner=partner or PartnerFactory(), period=here.now)
    ledger.earn(fund, D(amount), actor=None, at=clock.now())
    if held:
        ledger.hold(fund, D(held), subject=Subject(fund.pk), actor=None, at=clock.now())
    return fund


def close(here):
    done = closing.close(here.now.pk, user=here.people.paula)
    decide_earning_period.body(closing_id=done.pk, at=clock.now())
    done.refresh_from_db()
    return done


def refusal(act, *args, **kwargs) -> str:
    with override("en"), pytest.raises(ActionRefused) as refused:
        act(*args, **kwargs)
    return str(refused.value.reason)


def test_below_the_threshold_what_is_left_becomes_a_rebate_and_what_is_held_stays(here):
    kept, small = fund_of(here, 1000), fund_of(here, "999.99", held=400)
    before = outlook(here.now)
    assert (before.kept, before.kept_left, before.rebates, before.rebated, before.staying) == (
        1, 1000, 1, D("599.99"), 400,
    )  # fmt: skip
    done = close(here)
    assert (done.funds_done, done.rebates, done.rebated) == (2, 1, D("599.99"))
    assert done.finished_at is not None
    kept.refresh_from_db()
    small.refresh_from_db()
    assert (kept.left, small.left, small.held) == (1000, 0, 400)
    entry = small.entries.get(reason=EntryReason.THRESHOLD)
    assert (entry.kind, entry.amount, entry.actor) == ("ADJUST", D("-599.99"), here.people.paula)
    assert_totals_are_the_sums(small)


def test_the_admins_are_told_what_became_of_their_funds(here):
    fund_of(here, 400, partner=here.people.partner)
    elsewhere = PartnerFactory()
    olga = MembershipFactory(partner=elsewhere).user
    fund_of(here, 4000, partner=elsewhere)
    close(here)
    told = {one.to: one.context for one in Message.objects.filter(kind="earning_closed")}
    assert set(told) == {here.people.anna, olga}
    assert (told[here.people.anna]["kept"], told[here.people.anna]["rebated"]) == (False, "400.0000")
    assert (told[olga]["kept"], told[olga]["left"]) == (True, "4000.0000")


def test_a_worker_killed_midway_decides_about_each_fund_once(here, monkeypatch):
    for _ in range(5):
        fund_of(here, 100)
    monkeypatch.setattr(closing, "AT_ONCE", 2)
    real, calls = closing.send_many, []

    def dies(*args):
        calls.append(args)
        if len(calls) == 2:
            raise SystemExit
        return real(*args)

    monkeypatch.setattr(closing, "send_many", dies)
    done = closing.close(here.now.pk, user=here.people.paula)
    with pytest.raises(SystemExit):
        decide_earning_period.body(closing_id=done.pk, at=clock.now())
    for _again in range(2):
        decide_earning_period.body(closing_id=done.pk, at=clock.now())
    done.refresh_from_db()
    assert (done.funds_done, done.rebates, done.rebated) == (5, 5, 500)
    assert FundEntry.objects.filter(reason=EntryReason.THRESHOLD).count() == 5


def test_many_funds_are_decided_by_several_jobs(here, monkeypatch):
    for _ in range(3):
        fund_of(here, 100)
    monkeypatch.setattr(closing, "AT_ONCE", 1)
    monkeypatch.setattr(closing, "OF_A_JOB", 2)
    done = closing.close(here.now.pk, user=here.people.paula)
    decide_earning_period.body(closing_id=done.pk, at=clock.now())
    assert EarningClosing.objects.get().funds_done == 2
    decide_earning_period.body(closing_id=done.pk, at=clock.now())
    assert EarningClosing.objects.get().funds_done == 3


def test_all_funds_are_measured_by_the_threshold_of_that_moment(here):
    fund_of(here, 900)
    done = closing.close(here.now.pk, user=here.people.paula)
    Program.objects.filter(pk=here.people.program.pk).update(threshold=0)
    decide_earning_period.body(closing_id=done.pk, at=clock.now())
    assert Fund.objects.get().left == 0


def test_an_adjustment_counts_for_the_threshold(here):
    fund = fund_of(here, 900)
    ledger.adjust(fund, D(100), actor=None, at=clock.now(), reason=EntryReason.PREVIOUS_EARNINGS)
    assert close(here).rebates == 0


def test_managers_alone_close_and_once(here):
    for person in (here.people.pia, here.people.axel, here.people.anna):
        assert "Only a program manager" in refusal(closing.close, here.now.pk, user=person)
    close(here)
    assert (
        refusal(closing.close, here.now.pk, user=here.people.paula)
        == "This earning period is closed already."
    )


def test_not_before_its_days_are_over(here):
    with clock.shifted(timedelta(days=-120)):
        assert refusal(closing.close, here.now.pk, user=here.people.paula).startswith(
            "The earning period goes on"
        )


def test_not_while_an_import_is_on_its_way_into_it(here):
    sent(here, csv_of(row_for(here)))
    words = refusal(closing.close, here.now.pk, user=here.people.paula)
    assert words.startswith("An import with rows for this period")
    assert UsagePeriod.objects.get(pk=here.now.pk).earning_closed_at is None
    assert may_close(here.following, here.people.paula, here.following.deadline).ok


def test_an_import_checked_before_cannot_be_confirmed_after(here):
    from funds.actions import applying

    imported = sent(here, csv_of(row_for(here)))
    UsagePeriod.objects.filter(pk=here.now.pk).update(earning_closed_at=clock.now())
    assert "was closed meanwhile" in refusal(applying.confirm, imported.pk, user=here.people.pia)


def test_it_stands_in_the_history_of_the_period(here):
    from history.models import Event

    close(here)
    event = Event.objects.about(here.now).last()
    assert (event.code, event.actor, event.params) == (
        "funds.earning_closed", here.people.paula, {"threshold": "1000.0000"},
    )  # fmt: skip
