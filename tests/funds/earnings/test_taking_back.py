"""Taking an applied import back as a whole, while nothing of it was used."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from funds.actions import importing, ledger, reversing
from funds.enums import EntryReason
from funds.models import Fund, FundEntry
from funds.tasks import reverse_earnings
from lifecycle import ActionRefused, clock
from notifications.models import Message
from programs.models import UsagePeriod
from tests.factories.funds import FundFactory, Subject
from tests.funds.earnings.sheets import applied, csv_of, row_for, sent, work_off
from tests.funds.sums import assert_totals_are_the_sums

pytestmark = pytest.mark.django_db
D = Decimal


def refusal(act, *args, **kwargs) -> str:
    with override("en"), pytest.raises(ActionRefused) as refused:
        act(*args, **kwargs)
    return str(refused.value.reason).replace("\u00a0", " ")


@pytest.fixture
def imported(here):
    rows = (
        row_for(here),
        row_for(here, key="E-2", amount="-300", reason="OPERATIONS"),
        row_for(here, key="E-3", period="NEXT", amount=40),
    )
    return applied(here, *rows)


def taken_back(here, imported):
    reversing.ask(imported.pk, "The wrong month", user=here.people.paula)
    reversing.confirm(imported.pk, user=here.people.pia)
    reverse_earnings.body(imported=imported.pk, at=clock.now())
    imported.refresh_from_db()
    return imported


def test_every_fund_gets_an_opposite_entry_and_the_keys_are_free_again(here, imported):
    assert taken_back(here, imported).state == "REVERSED"
    opposite = FundEntry.objects.filter(reason=EntryReason.TAKEN_BACK).order_by("amount")
    assert [(one.amount, one.actor) for one in opposite] == [(-700, here.people.pia), (-40, here.people.pia)]
    assert "The wrong month" in opposite[0].note
    for fund in Fund.objects.all():
        assert fund.left == 0
        assert_totals_are_the_sums(fund)
    assert applied(here, row_for(here)).state == "APPLIED"


def test_the_same_file_may_be_sent_again(here):
    content = csv_of(row_for(here))
    first = sent(here, content)
    from funds.actions import applying

    applying.confirm(first.pk, user=here.people.pia)
    work_off()
    taken_back(here, first)
    assert sent(here, content).state == "WAITING"


def test_it_takes_two(here, imported):
    assert refusal(reversing.ask, imported.pk, "x", user=here.people.pia).startswith("Only these")
    reversing.ask(imported.pk, "The wrong month", user=here.people.paula)
    assert refusal(reversing.confirm, imported.pk, user=here.people.paula).startswith(
        "You asked to take it back"
    )
    assert {one.to.name for one in Message.objects.filter(kind="earnings_waiting")} == {"Pia", "Pavel"}
    reversing.keep(imported.pk, user=here.people.pia)
    imported.refresh_from_db()
    assert (imported.state, imported.reversal_asked_by) == ("APPLIED", None)


def test_not_without_a_reason(here, imported):
    assert "Say why" in refusal(reversing.ask, imported.pk, "  ", user=here.people.paula)


def test_not_when_a_claim_has_taken_of_it(here, imported):
    fund = Fund.objects.get(period=here.now)
    ledger.hold(fund, D(10), subject=Subject(1), actor=None, at=clock.now())
    words = refusal(reversing.ask, imported.pk, "x", user=here.people.paula)
    assert words == "Nordlicht Systemhaus GmbH, Kiel has only 690.00 EUR left of the 700.00 EUR that came in."


def test_not_when_a_claim_has_taken_of_the_fund_though_enough_is_left(here, imported):
    fund = Fund.objects.get(period=here.now)
    ledger.earn(fund, D(500), actor=None, at=clock.now())
    ledger.hold(fund, D(10), subject=Subject(1), actor=None, at=clock.now())
    words = refusal(reversing.ask, imported.pk, "x", user=here.people.paula)
    assert words == "A claim of Nordlicht Systemhaus GmbH, Kiel has taken of its fund since."
    ledger.release(fund, D(10), subject=Subject(1), actor=None, at=clock.now())
    assert taken_back(here, imported).state == "REVERSED"


def test_what_earlier_claims_hold_is_no_use_of_it(here):
    fund = FundFactory(partner=here.people.partner, period=here.now)
    ledger.earn(fund, D(100), actor=None, at=clock.now())
    ledger.hold(fund, D(100), subject=Subject(1), actor=None, at=clock.now())
    assert taken_back(here, applied(here, row_for(here))).state == "REVERSED"


def test_not_when_it_became_a_recovery(here):
    imported = applied(here, row_for(here, amount="-5", reason="COMPLIANCE"))
    assert "recoveries" in refusal(reversing.ask, imported.pk, "x", user=here.people.paula)


def test_not_after_the_earning_period_was_closed(here, imported):
    UsagePeriod.objects.filter(pk=here.now.pk).update(earning_closed_at=clock.now())
    assert "is closed" in refusal(reversing.ask, imported.pk, "x", user=here.people.paula)


def test_used_between_the_yes_and_the_worker_nothing_is_taken_back(here, imported):
    reversing.ask(imported.pk, "The wrong month", user=here.people.paula)
    reversing.confirm(imported.pk, user=here.people.pia)
    fund = Fund.objects.get(period=here.now)
    ledger.hold(fund, D(10), subject=Subject(1), actor=None, at=clock.now())
    reverse_earnings.body(imported=imported.pk, at=clock.now())
    imported.refresh_from_db()
    assert (imported.state, imported.reversed_by) == ("APPLIED", None)
    assert not FundEntry.objects.filter(reason=EntryReason.TAKEN_BACK).exists()
    (message,) = Message.objects.filter(kind="earnings_failed")
    assert (message.to.name, "has only" in message.context["words"]) == ("Paula", True)


def test_a_worker_killed_midway_takes_back_all_or_nothing_and_once(here, imported, monkeypatch):
    reversing.ask(imported.pk, "The wrong month", user=here.people.paula)
    reversing.confirm(imported.pk, user=here.people.pia)
    monkeypatch.setattr(reversing, "AT_ONCE", 1)
    real, calls = ledger.bring_in, []

    def dies(*args, **kwargs):
        calls.append(args)
        if len(calls) == 2:
            raise SystemExit
        return real(*args, **kwargs)

    monkeypatch.setattr(ledger, "bring_in", dies)
    with pytest.raises(SystemExit):
        reverse_earnings.body(imported=imported.pk, at=clock.now())
    assert not FundEntry.objects.filter(reason=EntryReason.TAKEN_BACK).exists()
    for _again in range(2):
        reverse_earnings.body(imported=imported.pk, at=clock.now())
    assert FundEntry.objects.filter(reason=EntryReason.TAKEN_BACK).count() == 2


def test_what_is_applied_cannot_be_dropped(here, imported):
    assert "not in a state" in refusal(importing.drop, imported.pk, "x", user=here.people.paula)
