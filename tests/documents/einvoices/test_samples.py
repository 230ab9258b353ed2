"""The real samples, against what a person read in them: to the cent."""

import pytest

from documents.einvoices.found import Line
from tests.documents.einvoices.invoices import read
from tests.factories.documents import einvoice

#: The two articles stand in each of them.
LINES = [Line("Trennblätter A4", "20", "198.00"), Line("Joghurt Banane", "50", "275.00")]
#: Read off the files by hand: syntax, file inside, profile, kind, day of invoice and of delivery.
SAMPLES = {
    "EN16931_Einfach.cii.xml": ("cii", "", "urn:cen.eu:en16931:2017", "2018-03-05"),
    "EN16931_Einfach.ubl.xml": (
        "ubl_invoice",
        "",
        "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
        "2018-03-05",
    ),
    "EN16931_Einfach.pdf": ("cii", "factur-x.xml", "urn:cen.eu:en16931:2017", "2018-03-05"),
    "EN16931_Gutschrift.pdf": ("cii", "factur-x.xml", "urn:cen.eu:en16931:2017", "2018-03-05"),
    "XRECHNUNG_Einfach.pdf": (
        "cii",
        "xrechnung.xml",
        "urn:cen.eu:en16931:2017#compliant#urn:xoev-de:kosit:standard:xrechnung_2.1",
        "2018-03-05",
    ),
    "ZUGFeRD_1p0_COMFORT_Einfach.pdf": (
        "zugferd_1",
        "ZUGFeRD-invoice.xml",
        "urn:ferd:CrossIndustryDocument:invoice:1p0:comfort",
        "2013-03-05",
    ),
}


def cents(values):
    """UBL writes 473 where CII writes 473.00."""
    return {
        name: f"{float(text):.2f}" if name in {"net", "tax", "gross"} else text
        for name, text in values.items()
    }


@pytest.mark.parametrize("name", SAMPLES)
def test_read_right_to_the_cent(name):
    syntax, attachment, profile, day = SAMPLES[name]
    found = read(einvoice(name), name.rpartition(".")[2])
    assert (found.source, found.problem, found.odd) == ("xml", "", [])
    assert (found.syntax, found.attachment, found.profile) == (syntax, attachment, profile)
    assert cents(found.values) == {
        "number": "471102",
        "date": day,
        "seller": "Lieferant GmbH",
        "buyer": "Kunden AG Mitte",
        "currency": "EUR",
        "net": "473.00",
        "tax": "56.87",
        "gross": "529.87",
        "service_first_day": day,
        "service_last_day": day,
    }
    assert found.line_count == 2
    assert [(one.name, one.quantity, f"{float(one.net):.2f}") for one in found.lines] == [
        (one.name, one.quantity, one.net) for one in LINES
    ]
    # "Gutschrift" (389) is an invoice the buyer wrote for the seller: money the seller is owed.
    assert found.kind == "invoice"


@pytest.mark.parametrize("name", [name for name in SAMPLES if name.endswith(".pdf")])
def test_the_pages_say_the_same(name):
    page = read(einvoice(name), "pdf").page
    assert (page["gross"], page["currency"]) == ("529.87", "EUR")
    assert {"number": "471102", "date": SAMPLES[name][3]}.items() >= {
        key: page[key] for key in ("number", "date") if key in page
    }.items()
