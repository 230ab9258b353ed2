"""Whose invoice a payment needs: terms with history, the partner's tax invoice, and the one we write."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import User
from claims.enums import PaymentHold, PaymentState
from claims.retention import keep_until, past_retention
from documents.actions import settle
from lifecycle import ActionRefused, clock
from notifications.models import Message
from payments.actions import invoicing
from payments.actions import terms as terms_acts
from payments.actions.invoicing import Written
from payments.enums import InvoiceRule, TaxInvoiceState
from payments.guards import invoice_not_in_a_payment
from payments.models import InvoiceTerms, TaxInvoice
from payments.self_billing import invoice_of
from programs.rules import end_of_day
from programs.told import entries, events_of
from tests.factories.documents import CLEAN, stored
from tests.factories.payments import batches, payable, prepared, sent, tax_invoice, terms

pytestmark = pytest.mark.django_db
D = Decimal
RIGHT = Written("R-17", date(2026, 11, 2), D(1200), D(228))


def given(claim, people, written=RIGHT, user=None) -> TaxInvoice:
    invoice = invoicing.give(claim.pk, stored(b"%PDF-1.4 invoice"), written, user=user or people.ben)
    settle(invoice.document, CLEAN, clock.now())
    return TaxInvoice.objects.get(pk=invoice.pk)


def test_from_given_to_paid(people):
    terms(people, InvoiceRule.TAX_INVOICE)
    claim = payable(people)
    assert (claim.payment_state, claim.payment_hold) == (PaymentState.ON_HOLD, PaymentHold.TAX_INVOICE)
    assert [one.to for one in Message.objects.filter(kind="tax_invoice_wanted")] == [people.anna]
    tomorrow = clock.now().date() + timedelta(days=2)
    for wrong, words in (
        (replace(RIGHT, net=D(1199)), "has to be what is to be paid: 1,200.00"),
        (replace(RIGHT, issued_on=tomorrow), "lies in the future"),
    ):
        with pytest.raises(ActionRefused, match=words):
            given(claim, people, wrong)
    first = given(claim, people)
    assert first.document.retain_until == keep_until(claim)
    invoicing.refuse(first.pk, "Your address is missing.", user=people.pia)
    with pytest.raises(ActionRefused, match="not in a state"):
        invoicing.accept(first.pk, user=people.pia)
    second = given(claim, people)
    third = given(claim, people, user=people.anna)
    second.refresh_from_db()
    assert second.state == TaxInvoiceState.REPLACED
    with pytest.raises(ActionRefused, match="Only these may"):
        invoicing.accept(third.pk, user=people.paula)
    invoicing.accept(third.pk, user=people.pia)
    claim.refresh_from_db()
    assert claim.payment_state == PaymentState.READY
    told = Message.objects.filter(kind="tax_invoice_judged", to=people.ben)
    assert [one.context["accepted"] for one in told.order_by("pk")] == [False, True]
    (batch,) = batches(people)
    assert (batch.payments.get().tax, batch.payments.get().amount) == (228, 1428)
    with pytest.raises(ActionRefused, match="No tax invoice is needed"):
        given(claim, people)


def test_its_file_is_kept_and_deleted_like_all_others_of_the_claim(people):
    """R15: 24 months after the activity's last day, and then it is in the list of what to delete."""
    terms(people, InvoiceRule.TAX_INVOICE)
    claim = payable(people)
    file = given(claim, people).document
    over = end_of_day(keep_until(claim), claim.program.zone) - clock.now()
    for shift, listed in ((over - timedelta(hours=1), False), (over + timedelta(days=2), True)):
        with clock.shifted(shift):
            assert past_retention(claim.program, people.paula, clock.now()).contains(file) == listed


def test_none_is_taken_where_none_is_needed_or_by_whom_it_does_not_concern(people):
    claim = payable(people)
    with pytest.raises(ActionRefused, match="No tax invoice is needed"):
        given(claim, people)
    with pytest.raises(ActionRefused, match="Only these may"):
        given(claim, people, user=people.pia)


def test_a_file_that_is_not_checked_is_not_accepted(people):
    terms(people, InvoiceRule.TAX_INVOICE)
    invoice = invoicing.give(payable(people).pk, stored(b"%PDF-1.4 invoice"), RIGHT, user=people.ben)
    with pytest.raises(ActionRefused, match="not passed the checks"):
        invoicing.accept(invoice.pk, user=people.pia)
    with pytest.raises(ActionRefused, match="Say why"):
        invoicing.refuse(invoice.pk, " ", user=people.pia)


def test_terms_with_history(people):
    claim = payable(people)
    made = terms_acts.set_terms(people.program, "DE", InvoiceRule.SELF_BILLING, D("0.19"), by=people.pia)
    terms_acts.set_terms(people.program, "DE", InvoiceRule.TAX_INVOICE, D(0), by=people.paula)
    claim.refresh_from_db()
    assert claim.payment_hold == PaymentHold.TAX_INVOICE
    terms_acts.remove_terms(InvoiceTerms.objects.get(pk=made.pk), by=people.paula)
    claim.refresh_from_db()
    assert claim.payment_state == PaymentState.READY
    told = [one.said for one in entries(events_of(people.program), people.program)]
    changed = [said for said in told if "Germany" in said.title]
    assert len(changed) == 3
    assert any(
        "Self-billing" in one.before and "19" in f"{said.changes}" for said in changed for one in said.changes
    )
    for user in (people.axel, people.rita, people.anna):
        with pytest.raises(ActionRefused, match="Only managers and payers"):
            terms_acts.set_terms(people.program, "FR", InvoiceRule.NONE, D(0), by=user)


def test_the_invoice_we_write_is_a_tagged_pdf_for_both_sides(people):
    terms(people, InvoiceRule.SELF_BILLING, "0.19")
    payment = sent(people, 1000)
    invoice = invoice_of(payment)
    assert (invoice.total, invoice.tax_id) == (1190, "DE136695976")
    client = Client()
    for user, language in ((people.anna, "de"), (people.pia, "en")):
        client.force_login(user)
        User.objects.filter(pk=user.pk).update(language=language)
        answer = client.get(reverse("self_billed", args=[payment.public_id]))
        reader = PdfReader(BytesIO(answer.content))
        text = " ".join(page.extract_text() for page in reader.pages)
        assert payment.invoice_number in text
        assert ("1.190,00" if language == "de" else "1,190.00") in text
        assert "0532013000" not in text
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_pages(people):
    """A partner gives one, a payer refuses it with words and accepts the next."""
    terms(people, InvoiceRule.TAX_INVOICE)
    claim, client = payable(people), Client()
    client.force_login(people.ben)
    page = reverse("tax_invoice", args=[claim.public_id])
    assert "exactly 1,200.00" in client.get(page).content.decode().replace("\xa0", " ")
    typed = {"number": "R-17", "issued_on": "2026-11-02", "net": "1,199.00", "tax": "228", "file": _pdf()}
    answer = client.post(page, typed)
    assert answer.status_code == 409
    assert "has to be what is to be paid" in answer.content.decode()
    assert client.post(page, typed | {"net": "1,200.00", "file": _pdf()}).status_code == 302
    invoice = TaxInvoice.objects.get()
    settle(invoice.document, CLEAN, clock.now())
    client.force_login(people.pia)
    judge = reverse("tax_invoice_judge", args=[invoice.public_id])
    assert "R-17" in client.get(reverse("tax_invoices")).content.decode()
    assert client.post(judge, {"refuse": "1", "words": ""}).status_code == 200
    assert client.post(judge, {"accept": "1"}).status_code == 302
    invoice.refresh_from_db()
    assert invoice.state == TaxInvoiceState.ACCEPTED


def _pdf():
    return SimpleUploadedFile("invoice.pdf", b"%PDF-1.4 invoice", "application/pdf")


def test_what_is_in_a_payment_is_not_replaced(people):
    payment = prepared(people)
    claim = payment.items.get().claim
    facts = {"state": TaxInvoiceState.ACCEPTED, "judged_by": people.pia, "judged_at": clock.now()}
    invoice = tax_invoice(claim, people, payment=payment, **facts)
    assert not invoice_not_in_a_payment(invoice, people.anna, clock.now())
