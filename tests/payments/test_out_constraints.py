"""What the database never lets happen to batches, payments, terms and tax invoices, each tried by hand."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, IntegrityError, transaction

from lifecycle import clock
from payments.enums import InvoiceRule, TaxInvoiceState
from payments.models import Batch, InvoiceTerms, Payment, PaymentItem, TaxInvoice
from tests.factories import payments as made

pytestmark = pytest.mark.django_db
D = Decimal


def refused(name, act, *args, **kwargs):
    """The database says no, by the name of this constraint."""
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        act(*args, **kwargs)
    assert name in f"{broken.value.__cause__.diag.constraint_name} {broken.value}"


def another(row, **changes):
    """The same row once more, with these changes."""
    row.pk = None
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(force_insert=True)


def test_batches(people):
    batch = made.prepared(people).batch
    found, at = Batch.objects.filter(pk=batch.pk), clock.now()
    refused("payments_batch_known", found.update, method="FAX")
    refused("payments_batch_known", found.update, state="LOST")
    sent = {"state": "SENT", "sent_at": at}
    refused("payments_batch_sent_by_another", found.update, sent_by=people.pia, **sent)
    refused("payments_batch_sent_by_somebody", found.update, **sent)
    refused("payments_batch_sent_by_somebody", found.update, sent_by=people.pavel)
    withdrawn = {"state": "WITHDRAWN", "withdrawn_by": people.pia, "withdrawn_at": at}
    refused("payments_batch_withdrawn_with_reason", found.update, **withdrawn)
    refused("payments_batch_withdrawn_with_reason", found.update, withdrawn_because="Wrong day")


def test_payments_and_their_lines(people):
    payment = made.prepared(people, 1000)
    found = Payment.objects.filter(pk=payment.pk)
    facts = {"public_id": "other", "reference": "OTHER"}
    refused("payments_payment_once_a_batch", another, Payment.objects.get(pk=payment.pk), **facts)
    refused("payments_payment_stage_known", found.update, stage="LOST")
    with transaction.atomic():
        batch = Batch.objects.get(pk=payment.batch_id)
        another(batch, public_id="second", number="PAY-2026-999999")
        facts |= {"batch": batch, "invoice_number": "SB-1"}
        found.update(invoice_number="SB-1")
        refused("payments_payment_invoice_once", another, Payment.objects.get(pk=payment.pk), **facts)
        facts["invoice_number"] = ""
        refused(
            "payments_payment_adds_up", another, Payment.objects.get(pk=payment.pk), amount=D(999), **facts
        )
        nothing = {"claims_total": D(0), "amount": D(0), **facts}
        refused("payments_payment_pays_something", another, Payment.objects.get(pk=payment.pk), **nothing)
    item = payment.items.get()
    refused("payments_item_line_once", another, PaymentItem.objects.get(pk=item.pk))
    refused("payments_item_above_zero", another, PaymentItem.objects.get(pk=item.pk), amount=D(0))
    with pytest.raises(Error, match="append-only"), transaction.atomic():
        PaymentItem.objects.filter(pk=item.pk).update(amount=D(1))


def test_no_claim_is_paid_more_than_is_approved_for_it(people):
    payment = made.prepared(people, 1000)
    item = payment.items.get()
    batch = Batch.objects.get(pk=payment.batch_id)
    another(batch, public_id="second", number="PAY-2026-999999")
    second = Payment.objects.get(pk=payment.pk)
    another(second, public_id="second", reference="SECOND", batch=batch)
    facts = {"payment": second, "claim": item.claim, "expense": item.expense, "amount": D("0.01")}
    refused("payments_item_covered_by_approval", PaymentItem.objects.create, **facts)
    # Nor by a line of another claim.
    other = made.payable(people, 500)
    facts |= {"claim": other, "amount": D(1)}
    refused("payments_item_covered_by_approval", PaymentItem.objects.create, **facts)


def test_terms(people):
    made.terms(people, InvoiceRule.SELF_BILLING, "0.19")
    facts = {"program": people.program, "rule": InvoiceRule.NONE}
    create = InvoiceTerms.objects.create
    refused("payments_terms_once", create, country="DE", **facts)
    refused("payments_terms_country_is_a_code", create, country="de", **facts)
    refused("payments_terms_rate_of_self_billing", create, country="FR", tax_rate=D("0.2"), **facts)
    refused("payments_terms_rule_known", create, country="FR", program=people.program, rule="BARTER")


def test_tax_invoices(people):
    claim = made.prepared(people).items.get().claim
    invoice = made.tax_invoice(claim, people)
    found, payment = TaxInvoice.objects.filter(pk=invoice.pk), Payment.objects.get()
    refused("payments_tax_invoice_one_open", made.tax_invoice, claim, people)
    refused("payments_tax_invoice_positive", found.update, net=D(0))
    # Another one refuses an unknown state first, by the alphabet.
    known = next(
        one for one in TaxInvoice._meta.constraints if one.name == "payments_tax_invoice_state_known"
    )
    with pytest.raises(ValidationError, match="does not exist"):
        known.validate(TaxInvoice, TaxInvoice(state="LOST"))
    refused("payments_tax_invoice_judged_by_somebody", found.update, state="LOST")
    judged = {"judged_by": people.pia, "judged_at": clock.now()}
    refused("payments_tax_invoice_judged_by_somebody", found.update, state=TaxInvoiceState.ACCEPTED)
    refused("payments_tax_invoice_judged_by_somebody", found.update, **judged)
    refused_state = {"state": TaxInvoiceState.REFUSED, "words": " "}
    refused("payments_tax_invoice_refused_with_words", found.update, **refused_state, **judged)
    own = {"state": TaxInvoiceState.ACCEPTED, **judged, "judged_by": people.anna}
    refused("payments_tax_invoice_judged_by_another", found.update, **own)
    refused("payments_tax_invoice_paid_when_accepted", found.update, payment=payment)
    assert invoice.issued_on == date(2026, 11, 2)
