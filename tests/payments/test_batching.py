"""Batches: exactly what the payer saw, once, by two people, and the database holds it."""

import pytest

from claims.enums import PaymentState
from payments.actions import batching
from payments.enums import BatchState, Method, PaymentStage
from tests.factories.payments import batches, mark_sent, payable, prepared, sent

pytestmark = pytest.mark.django_db


def test_a_batch_pays_what_is_ready(people):
    first, second = payable(people, 1200), payable(people, 800)
    (batch,) = batches(people)
    payment = batch.payments.get()
    assert (batch.method, batch.state) == (Method.SEPA, BatchState.MADE)
    assert (payment.amount, payment.reference) == (2000, f"{batch.number}-001")
    for claim in (first, second):
        claim.refresh_from_db()
        assert claim.payment_state == PaymentState.PREPARED


def test_sent(people):
    payment = sent(people)
    assert payment.stage == PaymentStage.SENT
    assert payment.items.get().claim.payment_state == PaymentState.SENT


def test_withdrawn(people):
    payment = prepared(people)
    batching.withdraw(payment.batch_id, "Wrong day", user=people.pia)
    payment.refresh_from_db()
    assert payment.stage == PaymentStage.WITHDRAWN
    assert payment.items.get().claim.payment_state == PaymentState.READY
    (again,) = batches(people)
    mark_sent(people, again)
