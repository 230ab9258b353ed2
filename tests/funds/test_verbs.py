"""What each verb does to a fund, and the sentence of each refusal (R11)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from funds import workflow
from funds.actions import ledger
from funds.enums import EntryKind, EntryReason
from funds.models import Fund
from lifecycle import ActionRefused
from programs.rules import deadline_for
from tests.factories.accounts import UserFactory
from tests.factories.funds import FundFactory, Subject, following, funded
from tests.factories.programs import LONG_AGO, ExtensionFactory, ProgramFactory, UsagePeriodFactory

pytestmark = pytest.mark.django_db

CLAIM, OTHER = Subject(1), Subject(2)
D = Decimal


@pytest.fixture
def anna():
    return UserFactory(name="Anna")


@pytest.fixture
def fund():
    return funded(1000)


def totals(fund: Fund) -> dict[str, Decimal]:
    """What is not zero in the database, and what is left."""
    fund = Fund.objects.get(pk=fund.pk)
    figures = {name: getattr(fund, name) for name in (*Fund.TOTALS[:-1], "left")}
    return {name: amount for name, amount in figures.items() if amount}


def refused(act, *args, **kwargs) -> str:
    with translation.override("en"), pytest.raises(ActionRefused) as refusal:
        act(*args, **kwargs)
    return str(refusal.value.reason).replace("\u00a0", " ")


def late(fund: Fund):
    return deadline_for(fund.period, fund.partner)


def extend(fund: Fund, days: int, partner=None):
    return ExtensionFactory(
        period=fund.period,
        partner=partner,
        deadline=fund.period.deadline + timedelta(days=days),
        granted_by=UserFactory(),
    )


def test_a_claims_way_through_its_fund(fund, anna):
    by = {"subject": CLAIM, "actor": anna, "at": LONG_AGO}
    ledger.hold(fund, D(300), **by)
    assert totals(fund) == {"earned": 1000, "held": 300, "left": 700}
    ledger.approve(fund, D(250), **by)
    ledger.release(fund, D(50), **by)
    assert totals(fund) == {"earned": 1000, "approved": 250, "left": 750}
    ledger.reverse(fund, D(250), **by)
    assert totals(fund) == {"earned": 1000, "held": 250, "left": 750}
    ledger.approve(fund, D(250), **by)
    ledger.pay(fund, D(250), **by)
    assert totals(fund) == {"earned": 1000, "approved": 250, "paid": 250, "left": 750}


def test_entries_are_numbered_without_gaps_and_say_what_is_left(fund, anna):
    ledger.hold(fund, D(300), subject=CLAIM, actor=anna, at=LONG_AGO)
    entry = ledger.release(fund, D(100), subject=CLAIM, actor=anna, at=LONG_AGO)
    rows = list(fund.entries.values_list("number", "kind", "amount", "balance"))
    assert rows == [(1, "EARN", 1000, 1000), (2, "HOLD", 300, 700), (3, "RELEASE", 100, 800)]
    assert (entry.number, entry.balance, entry.actor, entry.subject_id) == (3, 800, anna, 1)


def test_the_fund_given_is_brought_up_to_date(fund, anna):
    Fund.objects.get(pk=fund.pk)
    ledger.hold(Fund.objects.get(pk=fund.pk), D(400), subject=OTHER, actor=anna, at=LONG_AGO)
    ledger.hold(fund, D(600), subject=CLAIM, actor=anna, at=LONG_AGO)
    assert (fund.held, fund.left) == (1000, 0)


def test_a_fund_too_small_says_by_how_much():
    fund = funded(1200)
    sentence = refused(ledger.hold, fund, D(1500), subject=CLAIM, actor=None, at=LONG_AGO)
    assert sentence == "Only 1,200.00 EUR are left in this fund; the claim needs 300.00 EUR more."
    assert totals(fund) == {"earned": 1200, "left": 1200}


def test_all_that_is_left_can_be_held_to_the_cent(fund):
    ledger.hold(fund, D(1000), subject=CLAIM, actor=None, at=LONG_AGO)
    assert refused(ledger.hold, fund, D("0.01"), subject=OTHER, actor=None, at=LONG_AGO).startswith(
        "Only 0.00 EUR"
    )


def test_nothing_is_held_from_the_deadline_on(fund):
    ledger.hold(fund, D(1), subject=CLAIM, actor=None, at=late(fund) - timedelta(microseconds=1))
    sentence = refused(ledger.hold, fund, D(1), subject=CLAIM, actor=None, at=late(fund))
    assert sentence == "The deadline has passed; nothing can be claimed from this fund any more."


@pytest.mark.parametrize("verb", [ledger.release, ledger.approve])
def test_no_claim_takes_what_is_held_for_another(fund, verb):
    ledger.hold(fund, D(100), subject=CLAIM, actor=None, at=LONG_AGO)
    ledger.hold(fund, D(500), subject=OTHER, actor=None, at=LONG_AGO)
    sentence = refused(verb, fund, D(150), subject=CLAIM, actor=None, at=LONG_AGO)
    assert sentence == "Only 100.00 EUR are held for this claim; that is 50.00 EUR too little."


@pytest.mark.parametrize("verb", [ledger.reverse, ledger.pay])
def test_paid_money_is_neither_paid_again_nor_taken_back(fund, verb):
    by = {"subject": CLAIM, "actor": None, "at": LONG_AGO}
    for act in (ledger.hold, ledger.approve):
        act(fund, D(100), **by)
    ledger.pay(fund, D(80), **by)
    sentence = refused(verb, fund, D(30), **by)
    assert sentence == (
        "Only 20.00 EUR are approved for this claim and not yet paid; that is 10.00 EUR too little."
    )


def test_what_is_known_of_one_claim(fund):
    by = {"subject": CLAIM, "actor": None, "at": LONG_AGO}
    ledger.hold(fund, D(100), **by)
    ledger.hold(fund, D(7), subject=OTHER, actor=None, at=LONG_AGO)
    ledger.approve(fund, D(60), **by)
    ledger.pay(fund, D(20), **by)
    known = [ask(fund, CLAIM) for ask in (workflow.held_for, workflow.approved_for, workflow.paid_for)]
    assert known == [40, 60, 20]


def test_a_payment_that_came_back_can_be_paid_again_or_reversed(fund):
    by = {"subject": CLAIM, "actor": None, "at": LONG_AGO}
    ledger.hold(fund, D(100), **by)
    ledger.approve(fund, D(100), **by)
    ledger.pay(fund, D(100), **by)
    assert "that is 1.00 EUR too little" in refused(ledger.returned, fund, D(101), **by).replace(
        "€1.00", "1.00 EUR"
    )
    ledger.returned(fund, D(100), **by)
    assert totals(fund) == {"earned": 1000, "approved": 100, "left": 900}
    ledger.pay(fund, D(40), **by)
    ledger.reverse(fund, D(60), **by)
    assert totals(fund) == {"earned": 1000, "approved": 40, "paid": 40, "held": 60, "left": 900}


def test_what_is_left_at_the_deadline_is_forfeited_once(fund):
    ledger.hold(fund, D(400), subject=CLAIM, actor=None, at=LONG_AGO)
    assert refused(ledger.forfeit, fund, at=late(fund) - timedelta(seconds=1)).startswith(
        "The deadline has not come"
    )
    entry = ledger.forfeit(fund, at=late(fund))
    assert (entry.amount, entry.reason, entry.actor) == (600, EntryReason.DEADLINE, None)
    assert ledger.forfeit(fund, at=late(fund)) is None
    assert totals(fund) == {"earned": 1000, "held": 400, "forfeited": 600}


def test_what_is_freed_after_the_deadline_is_forfeited_with_it(fund):
    ledger.hold(fund, D(400), subject=CLAIM, actor=None, at=LONG_AGO)
    ledger.release(fund, D(150), subject=CLAIM, actor=None, at=late(fund) - timedelta(seconds=1))
    assert totals(fund) == {"earned": 1000, "held": 250, "left": 750}
    ledger.release(fund, D(250), subject=CLAIM, actor=None, at=late(fund))
    assert totals(fund) == {"earned": 1000, "forfeited": 250, "left": 750}
    assert fund.entries.last().subject_id == CLAIM.pk


def test_an_extension_moves_the_day_of_forfeiting(fund):
    extend(fund, 10, partner=fund.partner)
    assert "not come" in refused(ledger.forfeit, fund, at=fund.period.deadline)
    extend(fund, 20, partner=FundFactory().partner)
    assert ledger.forfeit(fund, at=fund.period.deadline + timedelta(days=10)).amount == 1000


def test_an_extension_granted_late_restores_all_that_was_forfeited(fund, anna):
    at = late(fund)
    ledger.forfeit(fund, at=at)
    assert "only an extension" in refused(ledger.restore, fund, actor=anna, at=at)
    extend(fund, 10)
    entry = ledger.restore(fund, actor=anna, at=at)
    assert (entry.kind, entry.amount, entry.reason) == (EntryKind.RESTORE, 1000, EntryReason.EXTENSION)
    assert ledger.restore(fund, actor=anna, at=at) is None
    assert totals(fund) == {"earned": 1000, "left": 1000}


def test_the_clock_forfeits_only_what_is_overdue(fund):
    extended, spent = funded(500), funded(50)
    extend(extended, 5)
    ledger.hold(spent, D(50), subject=CLAIM, actor=None, at=LONG_AGO)
    assert ledger.forfeit_overdue(late(fund)) == 1
    assert totals(fund) == {"earned": 1000, "forfeited": 1000}
    assert ledger.forfeit_overdue(late(fund)) == 0


def test_an_extension_for_one_location_restores_only_its_fund(fund, anna):
    other = funded(70, period=fund.period)
    at = late(fund)
    assert ledger.forfeit_overdue(at) == 2
    extend(fund, 10, partner=fund.partner)
    assert ledger.restore_for(fund.period, fund.partner, actor=anna, at=at) == 1
    assert (totals(fund)["left"], totals(other)["forfeited"]) == (1000, 70)


def test_an_extension_for_all_restores_every_location(fund, anna):
    funded(70, period=fund.period)
    ledger.forfeit_overdue(late(fund))
    at = late(fund)
    extend(fund, 10)
    assert ledger.restore_for(fund.period, None, actor=anna, at=at) == 2


def test_adjusting_up(fund, anna):
    done = ledger.adjust(fund, D(200), actor=anna, at=LONG_AGO, reason=EntryReason.ROLLOVER, note="from H1")
    assert (done.entry.reason, done.entry.note, done.recovery) == (EntryReason.ROLLOVER, "from H1", None)
    assert totals(fund) == {"earned": 1000, "adjusted": 200, "left": 1200}


def test_a_negative_adjustment_takes_what_is_left_and_the_next_period_owes_the_rest(fund, anna):
    ledger.hold(fund, D(700), subject=CLAIM, actor=None, at=LONG_AGO)
    done = ledger.adjust(fund, D(-500), actor=anna, at=LONG_AGO, reason=EntryReason.OPERATIONS)
    assert (done.entry.amount, done.recovery.amount) == (-300, 200)
    assert totals(fund) == {"earned": 1000, "adjusted": -300, "held": 700}
    later = FundFactory(partner=fund.partner, period=following(fund.period))
    ledger.earn(later, D(150), actor=anna, at=LONG_AGO)
    assert totals(later) == {"earned": 150, "adjusted": -150}
    ledger.earn(later, D(100), actor=anna, at=LONG_AGO)
    assert totals(later) == {"earned": 250, "adjusted": -200, "left": 50}
    assert later.entries.last().reason == EntryReason.RECOVERY


def test_a_recovery_takes_at_once_what_the_next_period_already_has(fund, anna):
    next_one = funded(80, partner=fund.partner, period=following(fund.period))
    after = funded(80, partner=fund.partner, period=following(fund.period, 2))
    ledger.adjust(fund, D(-1100), actor=anna, at=LONG_AGO, reason=EntryReason.COMPLIANCE)
    assert totals(fund) == {"earned": 1000, "adjusted": -1000}
    assert [totals(one).get("left", 0) for one in (next_one, after)] == [0, 60]


def test_a_recovery_leaves_other_locations_programs_and_earlier_periods_alone(fund, anna):
    late_one = FundFactory(partner=fund.partner, period=following(fund.period))
    strangers = [
        funded(90, period=late_one.period),
        funded(90, partner=fund.partner, period=UsagePeriodFactory(program=ProgramFactory())),
    ]
    ledger.adjust(late_one, D(-10), actor=anna, at=LONG_AGO, reason=EntryReason.OPERATIONS)
    ledger.earn(fund, D(5), actor=anna, at=LONG_AGO)
    assert late_one.recoveries.get().entries.count() == 0
    assert [totals(one)["left"] for one in (*strangers, fund)] == [90, 90, 1005]


@pytest.mark.parametrize("amount", ["0", "-5", "0.001", "NaN"])
def test_what_is_no_amount_of_the_currency_is_a_programmers_error(fund, amount):
    with pytest.raises((ValueError, ArithmeticError)):
        ledger.hold(fund, D(amount), subject=CLAIM, actor=None, at=LONG_AGO)
    assert totals(fund) == {"earned": 1000, "left": 1000}


def test_yen_have_no_decimal_places():
    fund = funded(1000, period=UsagePeriodFactory(program=ProgramFactory(currency="JPY")))
    with pytest.raises(ValueError, match="JPY"):
        ledger.hold(fund, D("0.5"), subject=CLAIM, actor=None, at=LONG_AGO)
    sentence = refused(ledger.hold, fund, D(1500), subject=CLAIM, actor=None, at=LONG_AGO)
    assert sentence == "Only 1,000 JPY are left in this fund; the claim needs 500 JPY more."


def test_there_is_one_fund_for_a_location_program_and_period(fund):
    assert ledger.fund_for(fund.partner, fund.program, fund.period) == fund
    period = following(fund.period)
    new = ledger.fund_for(fund.partner, fund.program, period)
    assert (new.currency, new.left) == ("EUR", 0)


def test_funds_are_locked_in_the_order_of_their_ids(fund):
    second = funded(5)
    assert ledger.lock([second, fund]) == [fund, second]
