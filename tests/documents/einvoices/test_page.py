"""Proposals out of plain text: right, or nothing."""

import pytest

from documents.einvoices.page import is_credit, propose
from tests.documents.einvoices.invoices import plain, read

GERMAN = """
Druckhaus Förde GmbH, Kiel
Rechnungsnummer: RE-2026/0815
Rechnungsdatum: 5. März 2026
Leistungszeitraum: 01.02.2026 bis 28.02.2026
Pos. 1 Anzeige 1.200,00 EUR
Summe netto 1.200,00 EUR
zzgl. 19 % USt. 228,00 EUR
Gesamtbetrag: 1.428,00 EUR
"""
ENGLISH = """
Acme Events Ltd
Invoice number INV-00042
Invoice date: March 5, 2026
Subtotal £1,200.00
VAT 20% £240.00
Total due: £1,440.00
"""


def test_a_german_invoice():
    assert propose(GERMAN) == {
        "number": "RE-2026/0815",
        "date": "2026-03-05",
        "currency": "EUR",
        "gross": "1428.00",
        "net": "1200.00",
        "tax": "228.00",
    }


def test_an_english_invoice():
    assert propose(ENGLISH) == {
        "number": "INV-00042",
        "date": "2026-03-05",
        "currency": "GBP",
        "gross": "1440.00",
        "net": "1200.00",
        "tax": "240.00",
    }


def test_out_of_a_pdf():
    found = read(plain(GERMAN), "pdf")
    assert (found.source, found.kind, found.values) == ("text", "invoice", propose(GERMAN))


def test_a_letter_with_a_heading():
    """No word says which figure is the net amount; that tax and total agree with it does."""
    text = (
        "Rechnung FD-2611-07\nRechnungsdatum und Leistungsdatum: 16.11.2026\nEinladungskarten 365,50\n"
        "Umsatzsteuer 19 % 69,44\nRechnungsbetrag 434,94 EUR"
    )
    expected = {"number": "FD-2611-07", "date": "2026-11-16", "currency": "EUR"}
    assert propose(text) == expected | {"gross": "434.94", "net": "365.50", "tax": "69.44"}


@pytest.mark.parametrize(
    "text", ["Rechnung 2026", "Rechnung 11/2026", "Invoice 05.03.2026", "Rechnung 17 vom Mai", "Invoice due"]
)
def test_no_number_rather_than_a_guess(text):
    assert "number" not in propose(text)


@pytest.mark.parametrize(
    "text",
    [
        "Invoice date: 03/04/2026",  # which of the two days?
        "Invoice date: 31/02/2026",
        "Datum 05.03.2026",  # of what?
        "Rechnungsdatum: 05.03.2026 Rechnungsdatum: 06.03.2026",
    ],
)
def test_no_day_rather_than_a_guess(text):
    assert "date" not in propose(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Invoice date: 25/03/2026", "2026-03-25"),
        ("Invoice date: 03/25/2026", "2026-03-25"),
        ("Invoice date 2026-03-25", "2026-03-25"),
        ("Date of issue: 1st March 2026", "2026-03-01"),
        ("Rechnung Nr. 471 vom 25.3.2026", "2026-03-25"),
        ("Rechnungs- und Lieferdatum 25.03.2026", "2026-03-25"),
    ],
)
def test_days(text, day):
    assert propose(text)["date"] == day


@pytest.mark.parametrize(
    "text",
    [
        "Total\n9.90",  # the head of a column
        "Gesamtbetrag der Zuschläge 0,00",
        "Gesamtbetrag 100,00 Zahlbetrag 80,00",
        "Total 1.234",
        "Subtotal 100.00",
        "Gesamtbetrag 12.34.56",
    ],
)
def test_no_total_rather_than_a_guess(text):
    assert "gross" not in propose(text)


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("Total amount due: USD 1,234.50", "1234.50"),
        ("Rechnungsbetrag (inkl. 19 % MwSt.) 1.234,50 €", "1234.50"),
        ("Gesamtbetrag in EUR: 1 234,50", "1234.50"),
        ("Gesamtbetrag -119,00 EUR", "-119.00"),
        ("Total incl. VAT €50.00", "50.00"),
    ],
)
def test_totals(text, total):
    assert propose(text)["gross"] == total


@pytest.mark.parametrize("text", ["$ 100.00", "EUR 100.00 or USD 110.00", "Europa", "MEURER GmbH"])
def test_no_currency_rather_than_a_guess(text):
    assert "currency" not in propose(text)


def test_a_net_amount_needs_its_tax():
    assert "net" not in propose("Summe netto 100,00 Gesamtbetrag 119,00")
    assert propose("Summe netto 100,00 USt. 19,00 Gesamtbetrag 119,00")["net"] == "100.00"
    assert "net" not in propose("Druck 95,00 USt. 19,00 Gesamtbetrag 119,00")


def test_a_credit_note_says_so_itself():
    assert is_credit("Stornorechnung Nr. 12")
    assert not is_credit("Gutschrift Nr. 12")


def test_long_text_ends_in_time():
    assert propose("Gesamtbetrag " * 9000 + "Rechnungsnummer: " * 5000) == {}
