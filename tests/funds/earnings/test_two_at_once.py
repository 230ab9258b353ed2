"""Two people act in the same moment, each by a connection of their own: one of them is told that it is done."""

from decimal import Decimal

import pytest

from funds.actions import applying, closing, importing, ledger, reversing
from funds.models import EarningsImport, Fund, FundEntry
from funds.tasks import apply_earnings
from lifecycle import ActionRefused, clock
from programs.models import UsagePeriod
from tests.factories.funds import Subject
from tests.factories.people import everybody
from tests.funds.earnings.sheets import applied, csv_of, place, row_for, sent, work_off
from tests.funds.sums import assert_totals_are_the_sums
from tests.funds.test_fifty_at_once import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here():
    return place(everybody())


def test_an_import_is_confirmed_once_and_applied_once(here):
    imported = sent(here, csv_of(row_for(here), row_for(here, key="E-2")))
    said = all_at_once(lambda _: applying.confirm(imported.pk, user=here.people.pia).pk, 4)
    assert said.count(imported.pk) == 1
    all_at_once(lambda _: apply_earnings.body(imported=imported.pk, at=clock.now()), 4)
    assert FundEntry.objects.count() == 2
    assert_totals_are_the_sums(Fund.objects.get())


def test_of_two_imports_with_the_same_key_one_is_confirmed(here):
    both = [sent(here, csv_of(row_for(here, amount=amount))) for amount in (5, 6)]
    said = all_at_once(lambda n: applying.confirm(both[n].pk, user=here.people.pia).pk, 2)
    assert sum(isinstance(one, int) for one in said) == 1
    work_off()
    assert FundEntry.objects.count() == 1


def test_the_same_file_is_taken_once(here):
    content = csv_of(row_for(here))
    program, paula = here.people.program, here.people.paula
    said = all_at_once(lambda _: importing.receive(program, content, "a.csv", "en", user=paula).pk, 4)
    assert sum(isinstance(one, int) for one in said) == 1
    assert EarningsImport.objects.count() == 1


def test_a_period_is_closed_or_its_import_confirmed_never_both(here):
    imported = sent(here, csv_of(row_for(here)))

    def act(number: int):
        if number % 2:
            return applying.confirm(imported.pk, user=here.people.pia).pk
        return closing.close(here.now.pk, user=here.people.paula).pk

    all_at_once(act, 6)
    work_off()
    closed = UsagePeriod.objects.get(pk=here.now.pk).earning_closed_at
    assert bool(closed) != Fund.objects.filter(earned__gt=0).exists()


def test_a_claim_takes_of_the_fund_or_the_import_is_taken_back_never_both(here):
    imported = applied(here, row_for(here))
    reversing.ask(imported.pk, "x", user=here.people.paula)
    reversing.confirm(imported.pk, user=here.people.pia)

    def act(number: int):
        if number:
            fund = Fund.objects.get()
            return ledger.hold(fund, Decimal(10), subject=Subject(number), actor=None, at=clock.now()).pk
        try:
            return reversing.carry_out(imported.pk, clock.now())
        except ActionRefused:
            return None

    all_at_once(act, 3)
    fund = Fund.objects.get()
    assert (fund.left, fund.held) in ((0, 0), (980, 20), (990, 10))
    assert_totals_are_the_sums(fund)
