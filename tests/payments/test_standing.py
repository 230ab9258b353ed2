"""What is due of a claim, what stands against paying it, by when it is paid; and that claims say so (R9, R17)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from accounts.models import PayeeVersion
from claims.actions import disputing, originals
from claims.enums import PaymentHold, PaymentState
from claims.models import Claim
from lifecycle import clock
from notifications.models import Message
from payments.actions import settling, standing
from payments.due import DueLine, lines_due
from payments.enums import InvoiceRule, TaxInvoiceState
from payments.models import TaxInvoice
from payments.standing import of_location, of_program, places_of, standing_of
from programs.enums import VendorRole
from programs.rules import local_day
from review.clocks import payment_due
from tests.factories import claims as make
from tests.factories.documents import DocumentFactory
from tests.factories.payees import ELSEWHERE, KIEL, proposed
from tests.factories.payments import (
    batches,
    mark_sent,
    payable,
    prepared,
    sent,
    tax_invoice,
    terms,
)
from tests.factories.people import staff

D = Decimal


@pytest.mark.parametrize(
    ("approved", "held", "disputed", "most", "due"),
    [
        ({1: 100, 2: 50}, {}, set(), 150, {1: 100, 2: 50}),
        ({1: 100, 2: 50}, {1: 100}, set(), 50, {2: 50}),
        ({1: 100, 2: 50}, {1: 40}, set(), 110, {1: 60, 2: 50}),
        ({1: 100, 2: 50}, {}, {2}, 150, {1: 100}),
        ({1: 0, 2: 50}, {}, set(), 50, {2: 50}),
        # A second decision moved money from a line that was paid to another one.
        ({1: 0, 2: 100}, {1: 100}, set(), 0, {}),
        ({1: 60, 2: 100}, {1: 100}, set(), 60, {2: 60}),
        ({1: 100}, {1: 120}, set(), 0, {}),
    ],
)
def test_what_is_due_by_line(approved, held, disputed, most, due):
    as_money = {line: D(amount) for line, amount in approved.items()}
    found = lines_due(as_money, {line: D(amount) for line, amount in held.items()}, disputed, D(most))
    assert found == tuple(DueLine(line, D(amount)) for line, amount in due.items())


def of(claim: Claim):
    return standing_of(Claim.objects.for_acting().get(pk=claim.pk), clock.now())


def said(claim: Claim) -> tuple[str, str]:
    standing.refresh(claim.partner, claim.program)
    claim.refresh_from_db()
    return claim.payment_state, claim.payment_hold


pytestmark = pytest.mark.django_db


def test_ready_and_promised_from_the_day_of_the_decision(people):
    claim = payable(people)
    one = of(claim)
    assert (one.state, one.amount, one.hold) == (PaymentState.READY, 1200, None)
    assert one.pay_by == local_day(payment_due(people.program, claim.decided_at), people.program.zone)


def test_small_sums_gather_until_together_they_reach_the_minimum(people):
    first = payable(people, 120)
    assert (of(first).state, of(first).missing, of(first).pay_by) == (PaymentState.NOT_DUE, 80, None)
    assert of(first).gathers
    second = payable(people, 80)
    assert {of(first).state, of(second).state} == {PaymentState.READY}
    # Promised from when the minimum was reached, not from the older decision.
    assert of(first).pay_by == of(second).pay_by


def test_without_an_account_and_while_it_waits(people):
    claim = make.decided(people)
    assert said(claim) == (PaymentState.ON_HOLD, PaymentHold.BANK_DATA)
    assert of(claim).hold.code == "no_payee"
    proposed(people.partner, people.anna, KIEL)
    hold = of(claim).hold
    assert hold.code == "payee_waits"
    assert hold.until == PayeeVersion.objects.get().in_force_from
    assert standing.refresh_accounts(clock.now()) == 0
    with clock.shifted(timedelta(hours=73)):
        assert standing.refresh_accounts(clock.now()) == 1
        assert standing.refresh_all(clock.now()) == 0
    claim.refresh_from_db()
    assert claim.payment_state == PaymentState.READY


def test_a_hold_is_told_once_to_the_admins(people):
    claim = make.decided(people)
    for _again in range(2):
        said(claim)
    told = Message.objects.filter(kind="payment_on_hold")
    assert [one.to for one in told] == [people.anna]


def test_below_the_minimum_nobody_is_asked_for_anything(people):
    terms(people, InvoiceRule.TAX_INVOICE)
    claim = make.decided(people, 50, claimed=(50,))
    assert said(claim) == (PaymentState.NOT_DUE, "")
    assert not Message.objects.filter(kind__in=("payment_on_hold", "tax_invoice_wanted")).exists()


def test_what_is_on_hold_does_not_help_the_rest_over_the_minimum(people):
    held, small = payable(people, 150), payable(people, 120)
    originals.call(held.pk, "The invoice, on paper.", user=people.rita)
    call = held.originals_calls.get()
    held.originals_calls.update(recovery_due_at=call.called_at)
    assert (of(held).state, of(held).hold.code) == (PaymentState.ON_HOLD, "originals")
    assert (of(small).state, of(small).missing) == (PaymentState.NOT_DUE, 80)


def test_undisputed_lines_are_paid_while_the_others_wait(people):
    claim = payable(people, 700, 300, claimed=(700, 500))
    line = claim.expenses.get(position=2)
    disputing.dispute(claim.pk, "", {line: "It was no alcohol."}, user=people.anna)
    assert [(one.expense_id, one.amount) for one in of(claim).lines] == [
        (claim.expenses.get(position=1).pk, 700)
    ]


def test_disputed_as_a_whole_only_what_was_not_cut_is_paid(people):
    claim = payable(people, 700, 300, claimed=(700, 500))
    disputing.dispute(claim.pk, "All of it was needed.", user=people.anna)
    assert of(claim).amount == 700


def test_more_after_a_dispute_is_paid_though_all_was_paid_before(people):
    claim = payable(people, 2600, claimed=(3000,))
    (batch,) = batches(people)
    mark_sent(people, batch)
    paid(batch)
    assert said(claim) == (PaymentState.PAID, "")
    disputing.dispute(claim.pk, "All of it was needed.", user=people.anna)
    assert of(claim).amount == 0
    ruth = staff("Ruth", people.program, VendorRole.REVIEWER)
    make.decide(claim, make.outcomes(claim, 3000), user=ruth)
    assert standing.refresh_changed(clock.now()) == 1
    claim.refresh_from_db()
    assert (claim.payment_state, of(claim).amount) == (PaymentState.READY, 400)


def paid(batch):
    for payment in batch.payments.all():
        with settling.held(payment.pk) as one:
            one.require("confirm", None)
            settling.paid(one, local_day(one.at, "Europe/Berlin"), "BANK-1")


def test_a_failed_payment_holds_the_account_until_it_is_another_or_cleared(people):
    payment = sent(people)
    settling.note_failure(payment.pk, "Account closed", user=people.pia, code="AC04")
    claim = payment.items.get().claim
    assert said(claim) == (PaymentState.FAILED, "")
    other = payable(people, 500)
    assert said(other) == (PaymentState.ON_HOLD, PaymentHold.BANK_DATA)
    proposed(people.partner, people.anna, ELSEWHERE)
    assert of(claim).hold.code == "failed_waits"
    with clock.shifted(timedelta(hours=73)):
        assert of(claim).state == of(other).state == PaymentState.READY
    settling.clear(payment.pk, "The bank had a bad day", user=people.pia)
    assert of(other).state == PaymentState.READY


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (None, "invoice_missing"),
        ({}, "invoice_given"),
        ({"net": D(1100)}, "invoice_differs"),
        ({"state": TaxInvoiceState.REFUSED, "words": "No address"}, "invoice_refused"),
        ({"document": "refused"}, "invoice_file"),
        ({"state": TaxInvoiceState.ACCEPTED}, None),
    ],
)
def test_a_tax_invoice(people, facts, code):
    terms(people, InvoiceRule.TAX_INVOICE)
    claim = payable(people)
    if facts is not None:
        if facts.pop("document", None):
            facts["document"] = DocumentFactory(partner=people.partner, uploaded_by=people.anna, refused=True)
        judged = {"judged_by": people.pia, "judged_at": clock.now()} if "state" in facts else {}
        tax_invoice(claim, people, **facts, **judged)
    one = of(claim)
    assert (one.hold and one.hold.code) == code
    assert one.state == (PaymentState.ON_HOLD if code else PaymentState.READY)
    assert one.hold is None or one.hold.words
    assert one.tax == (228 if code is None else one.tax)


def test_terms_of_the_country_come_before_those_of_every_other(people):
    terms(people, InvoiceRule.TAX_INVOICE, country="")
    terms(people, InvoiceRule.SELF_BILLING, "0.19")
    one = of(payable(people, "100.05", 900))
    assert (one.rule, one.tax) == (InvoiceRule.SELF_BILLING, D("190.01"))


def test_what_is_on_the_way_says_so(people):
    payment = prepared(people)
    claim = payment.items.get().claim
    assert of(claim).state == PaymentState.PREPARED
    mark_sent(people, payment.batch)
    assert of(claim).state == PaymentState.SENT
    settling.lose_track(payment.pk, "Time-out", user=people.pia)
    assert (of(claim).state, of(claim).amount) == (PaymentState.UNKNOWN, 0)


def test_the_number_of_queries_does_not_grow(people, django_assert_max_num_queries):
    for _again in range(3):
        payable(people)
    places = places_of(of_program(people.program), clock.now())
    assert len(places[0].standings) == 3
    at = clock.now()
    with django_assert_max_num_queries(15) as seen:
        places_of(of_program(people.program), at)
    count = len(seen)
    for _again in range(3):
        payable(people)
    with django_assert_max_num_queries(count):
        places_of(of_location(people.partner), at)


def test_an_invoice_of_a_payment_that_ended_counts_for_the_next(people):
    terms(people, InvoiceRule.TAX_INVOICE)
    claim = payable(people)
    facts = {"state": TaxInvoiceState.ACCEPTED, "judged_by": people.pia, "judged_at": clock.now()}
    tax_invoice(claim, people, **facts)
    (batch,) = batches(people)
    assert batch.payments.get().amount == D(1428)
    mark_sent(people, batch)
    settling.note_failure(batch.payments.get().pk, "Account closed", user=people.pia)
    settling.clear(batch.payments.get().pk, "Open again", user=people.pia)
    (again,) = batches(people)
    assert TaxInvoice.objects.get().payment == again.payments.get()
