"""How far a payment is stands on the claim, written by one act alone, which moves the ledger too (R17)."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from claims.actions.paying import record_payment
from claims.enums import PaymentHold, PaymentState
from claims.models import Claim
from claims.words import timeline
from funds.actions.ledger import fund_for
from funds.workflow import approved_for, paid_for
from history.models import Event
from lifecycle import ActionRefused, clock
from tests.factories import claims as made


@pytest.fixture
def approved(people):
    """1,000 of 1,200 approved by Rita."""
    return made.decided(people, 1000)


def money(claim):
    fund = fund_for(claim.partner, claim.program, claim.period)
    return approved_for(fund, claim), paid_for(fund, claim)


def history(claim):
    return [one.words for one in timeline(Event.objects.about(claim), claim) if one.verb == "record_payment"][
        ::-1
    ]


def test_from_hold_to_paid_and_back_again(people, approved):
    record_payment(approved.pk, PaymentState.ON_HOLD, hold=PaymentHold.BANK_DATA, actor=None)
    record_payment(approved.pk, PaymentState.SENT, actor=people.pia, batch="PAY-2026-000001")
    record_payment(approved.pk, PaymentState.PAID, actor=people.pia, paid=Decimal(1000), reference="NTRF77")
    assert money(approved) == (1000, 1000)
    record_payment(
        approved.pk, PaymentState.FAILED, actor=None, came_back=Decimal(1000), words="Account closed"
    )
    assert money(approved) == (1000, 0)
    claim = Claim.objects.get(pk=approved.pk)
    assert (claim.state, claim.payment_state, claim.payment_hold) == (approved.state, "FAILED", "")
    assert history(claim) == [
        "Payment on hold, Bank data is missing",
        "Payment sent to the bank, batch PAY-2026-000001",
        "Paid, 1,000.00\xa0EUR, reference NTRF77",
        "Payment failed, 1,000.00\xa0EUR, Account closed",
    ]


def test_what_is_not_new_is_not_written_twice(approved):
    for _again in range(2):
        record_payment(approved.pk, PaymentState.READY, actor=None)
    assert history(approved) == ["Ready to be paid"]
    claim = Claim.objects.get(pk=approved.pk)
    assert (claim.edition, claim.payment_edition) == (approved.edition, approved.edition)


def test_never_more_than_is_approved_and_never_back_more_than_was_paid(approved):
    with pytest.raises(ActionRefused, match="too little"):
        record_payment(approved.pk, PaymentState.PAID, actor=None, paid=Decimal("1000.01"))
    with pytest.raises(ActionRefused, match="too little"):
        record_payment(approved.pk, PaymentState.FAILED, actor=None, came_back=Decimal("0.01"))
    assert money(approved) == (1000, 0)
    assert Claim.objects.get(pk=approved.pk).payment_state == PaymentState.NOT_DUE
    assert history(approved) == []


def test_a_draft_has_no_payment(people):
    with pytest.raises(ActionRefused, match="not in a state"):
        record_payment(made.draft(people).pk, PaymentState.READY, actor=None)


@pytest.mark.parametrize("underway", [PaymentState.PREPARED, PaymentState.SENT, PaymentState.UNKNOWN])
def test_a_decision_is_not_taken_back_while_its_payment_is_under_way(people, approved, underway):
    from claims.actions import reversing

    record_payment(approved.pk, underway, actor=None)
    with pytest.raises(ActionRefused, match="The payment is under way"):
        reversing.ask(approved.pk, "The invoice belongs to another event.", user=people.rita)


@pytest.mark.parametrize(
    "wrong",
    [
        {"payment_state": "ON_HOLD"},
        {"payment_state": "READY", "payment_hold": "BANK_DATA"},
        {"payment_state": "ON_HOLD", "payment_hold": "WEATHER"},
        {"payment_state": "LOST"},
    ],
)
def test_on_hold_has_a_reason_and_nothing_else_has(approved, wrong):
    with pytest.raises(IntegrityError, match="claims_payment_on_hold_has_reason"), transaction.atomic():
        Claim.objects.filter(pk=approved.pk).update(**wrong)


def test_payments_find_what_they_have_not_looked_at(people, approved):
    record_payment(approved.pk, PaymentState.READY, actor=None)
    assert not Claim.objects.unpaid().changed_since_paying().exists()
    Claim.objects.filter(pk=approved.pk).update(edition=approved.edition + 1, changed_at=clock.now())
    assert list(Claim.objects.unpaid().changed_since_paying()) == [approved]
    record_payment(approved.pk, PaymentState.PAID, actor=None, paid=Decimal(1000))
    assert not Claim.objects.unpaid().exists()
