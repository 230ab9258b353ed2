"""The invoice page with a file that reads itself: empty fields are filled, typed ones never changed."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims.models import Expense
from documents import reading, structure, tasks
from documents.actions import settle
from documents.models import Document
from lifecycle import clock
from tests.documents.einvoices.invoices import CII, credit_note, pdf_with, plain
from tests.factories import claims as make
from tests.factories.documents import CLEAN, DocumentFactory, einvoice, read

EMPTY = {
    "vendor": "",
    "invoice_number": "",
    "invoice_date": "",
    "kind": "",
    "net": "",
    "tax": "",
    "description": "",
    "service_first_day": "",
    "service_last_day": "",
}


@pytest.fixture
def opened(team, anna):
    """Opens the page of a new invoice with a file that was read: `opened(data, net="1")`."""
    claim = make.draft(team)

    def look(data=None, name="invoice.pdf", *, htmx=False, **typed):
        document = read(data, name, partner=team.partner, user=team.anna)
        sent = EMPTY | typed | {"kept": document.public_id, "read": "1"}
        headers = {"HX-Request": "true"} if htmx else {}
        return anna.post(reverse("claim_invoice_new", args=[claim.public_id]), sent, headers=headers)

    look.claim = claim
    return look


def values(answer):
    """What stands in the fields."""
    form = answer.context["form"]
    return {name: form[name].value() for name in EMPTY}


def notes(answer):
    found = re.findall(r'id="read-(\w+)"[^>]*>([^<]+)<', answer.content.decode())
    return dict(found)


def test_an_e_invoice_fills_the_line(opened):
    answer = opened()
    assert values(answer) == {
        "vendor": "Lieferant GmbH",
        "invoice_number": "471102",
        "invoice_date": "2018-03-05",
        "kind": "",
        "net": "473.00",
        "tax": "56.87",
        "description": "Trennblätter A4, Joghurt Banane",
        "service_first_day": "2018-03-05",
        "service_last_day": "2018-03-05",
    }
    assert set(notes(answer).values()) == {"From the e-invoice."}
    assert len(notes(answer)) == 8
    assert "Kunden AG Mitte" in answer.content.decode()
    assert "field-error" not in answer.content.decode()
    assert Expense.objects.count() == 1  # the draft's own; nothing was saved


def test_in_german_amounts_are_written_as_germans_do(opened, team):
    team.anna.language = "de"
    team.anna.save()
    assert values(opened())["net"] == "473,00"


def test_nothing_typed_is_changed_and_the_difference_is_said(opened):
    answer = opened(vendor="Andere AG", net="400", tax="nonsense")
    assert values(answer)["vendor"] == "Andere AG"
    assert values(answer)["net"] == "400"
    assert values(answer)["tax"] == "nonsense"
    assert notes(answer)["vendor"] == "The e-invoice says: Lieferant GmbH."
    assert notes(answer)["net"] == "The e-invoice says: 473.00\u00a0EUR."
    assert notes(answer)["invoice_number"] == "From the e-invoice."


def test_a_plain_pdf_yields_proposals(opened):
    answer = opened(plain("Rechnungsnummer: RE-7\nRechnungsdatum: 05.03.2026\nGesamtbetrag 119,00 EUR"))
    assert values(answer) | {"invoice_number": "RE-7", "invoice_date": "2026-03-05"} == values(answer)
    assert notes(answer)["invoice_number"] == "Read from the page, please check."
    assert values(answer)["net"] == ""
    assert "119.00\u00a0EUR" in answer.content.decode()


def test_a_broken_one_says_so_and_blocks_nothing(opened):
    answer = opened(pdf_with(("factur-x.xml", CII[:9000])))
    assert "The e-invoice inside this file is damaged" in answer.content.decode()
    assert values(answer) == EMPTY


def test_asked_by_htmx_it_answers_with_what_to_put_in(opened):
    answer = opened(htmx=True, vendor="Andere AG")
    html = answer.content.decode()
    assert '<data hidden data-fill="net" value="473.00">' in html
    assert 'data-fill="vendor"' not in html
    assert "hx-trigger" not in html
    assert "<form" not in html


def test_an_amount_of_another_currency_is_said_and_not_filled(opened):
    answer = opened(pdf_with(("factur-x.xml", CII.replace("EUR", "CHF"))))
    assert (values(answer)["net"], values(answer)["tax"]) == ("", "")
    assert "473.00\u00a0CHF" in answer.content.decode()


class TestMoneyThatComesBack:
    def save(self, opened, anna, team, **typed):
        document = read(credit_note().encode(), "gutschrift.xml", partner=team.partner, user=team.anna)
        kind = opened.claim.activity.expense_kinds.first().pk
        facts = {"vendor": "L", "invoice_number": "1", "invoice_date": "2018-03-05", "net": "1", "kind": kind}
        sent = EMPTY | facts | {"kept": document.public_id} | typed
        return anna.post(reverse("claim_invoice_new", args=[opened.claim.public_id]), sent)

    def test_a_credit_note_is_understood(self, opened):
        answer = opened(credit_note().encode(), "gutschrift.xml")
        assert "This is a credit note (529.87\u00a0EUR)" in answer.content.decode()
        assert (values(answer)["net"], values(answer)["invoice_number"]) == ("", "471102")

    def test_it_is_no_line_without_words(self, opened, anna, team):
        answer = self.save(opened, anna, team)
        assert "Say under “What was paid for” why you claim it nevertheless." in answer.content.decode()
        assert opened.claim.expenses.count() == 1

    def test_with_words_it_may_be_one(self, opened, anna, team):
        assert self.save(opened, anna, team, description="The sign is wrong on it.").status_code == 302
        assert opened.claim.expenses.count() == 2


class TestSending:
    def send(self, anna, claim, **more):
        file = SimpleUploadedFile("invoice.pdf", einvoice())
        return anna.post(
            reverse("claim_invoice_new", args=[claim.public_id]), EMPTY | {"file": file, "read": "1"} | more
        )

    def test_the_file_alone_is_kept_and_awaited(self, anna, team):
        claim = make.draft(team)
        answer = self.send(anna, claim)
        html = answer.content.decode()
        assert "We are reading the file" in html
        assert "Look again" in html
        assert 'hx-trigger="load delay:3s"' in html
        assert "field-error" not in html
        document = Document.objects.get(name="invoice.pdf")
        settle(document, CLEAN, clock.now())
        tasks.read_invoice.body(document=document.pk, at=clock.now())
        again = EMPTY | {"kept": document.public_id, "read": "1"}
        answer = anna.post(reverse("claim_invoice_new", args=[claim.public_id]), again)
        assert values(answer)["net"] == "473.00"
        assert "Look again" not in answer.content.decode()

    def test_a_file_of_a_wrong_type_is_refused_in_words(self, anna, team):
        file = SimpleUploadedFile("invoice.exe", b"MZ")
        answer = self.send(anna, make.draft(team), file=file)
        assert "Files of this type are not taken" in answer.content.decode()

    def test_a_file_that_the_checks_refuse_says_so_where_it_was_sent(self, anna, team):
        claim = make.draft(team)
        refused = DocumentFactory(partner=team.partner, uploaded_by=team.anna, name="r.xml", refused=True)
        again = EMPTY | {"kept": refused.public_id, "read": "1"}
        address = reverse("claim_invoice_new", args=[claim.public_id])
        html = anna.post(address, again, headers={"HX-Request": "true"}).content.decode()
        assert "This file was not accepted" in html
        assert "hx-trigger" not in html
        # Its row comes along: what it said before was that it is being checked.
        assert 'id="kept-file" hx-swap-oob="true"' in html
        assert "Receipt" in html

    def test_a_strangers_file_is_not_read_from(self, anna, team):
        foreign = read()
        claim = make.draft(team)
        answer = anna.post(
            reverse("claim_invoice_new", args=[claim.public_id]),
            EMPTY | {"kept": foreign.public_id, "read": "1"},
        )
        assert values(answer) == EMPTY

    def test_a_reader_that_breaks_leaves_the_page_usable(self, anna, team, monkeypatch):
        def broken(*_args):
            raise structure.OutOfLimitsError

        claim = make.draft(team)
        self.send(anna, claim)
        document = Document.objects.get(name="invoice.pdf")
        settle(document, CLEAN, clock.now())
        monkeypatch.setattr(structure, "in_child", broken)
        reading.make(document, clock.now())
        again = EMPTY | {"kept": document.public_id, "read": "1"}
        answer = anna.post(reverse("claim_invoice_new", args=[claim.public_id]), again)
        assert "too large to be read" in answer.content.decode()


class TestSaved:
    def test_origins_are_kept_and_shown(self, opened, anna, team):
        document = read(partner=team.partner, user=team.anna)
        kind = opened.claim.activity.expense_kinds.first().pk
        facts = {
            "vendor": "Lieferant GmbH",
            "invoice_number": "471102",
            "invoice_date": "2018-03-05",
            "net": "473",
            "tax": "50",
            "service_first_day": "2018-03-05",
            "kind": kind,
        }
        url = reverse("claim_invoice_new", args=[opened.claim.public_id])
        assert anna.post(url, EMPTY | facts | {"kept": document.public_id}).status_code == 302
        line = Expense.objects.get(document=document)
        assert (line.net, line.service_first_day, line.service_last_day) == (
            Decimal(473),
            date(2018, 3, 5),
            None,
        )
        assert line.origins == dict.fromkeys(
            ("vendor", "invoice_number", "invoice_date", "currency", "net", "service_first_day"), "xml"
        )
        html = anna.get(reverse("claim_invoices", args=[opened.claim.public_id])).content.decode()
        assert "Differs from the file" in html
        assert "The e-invoice says: 56.87\u00a0EUR." in html
        answer = anna.get(reverse("claim_invoice", args=[opened.claim.public_id, line.public_id]))
        assert notes(answer)["tax"] == "The e-invoice says: 56.87\u00a0EUR."
        assert notes(answer)["net"] == "From the e-invoice."
        assert not answer.context["form"]["service_last_day"].value()

    def test_days_out_of_order_are_an_error_at_the_field(self, opened, anna):
        sent = EMPTY | {"service_first_day": "2026-03-05", "service_last_day": "2026-03-04"}
        answer = anna.post(reverse("claim_invoice_new", args=[opened.claim.public_id]), sent)
        assert "The service cannot end before it begins." in answer.content.decode()
