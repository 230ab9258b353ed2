"""What XML of other profiles, kinds and habits gives, and what a stranger may put into it."""

import time

import pytest

from tests.documents.einvoices.invoices import CII, UBL, credit_note, pdf_with, read
from tests.factories.documents import einvoice

HEAD, _, REST = CII.partition("<rsm:CrossIndustryInvoice")
BODY = "<rsm:CrossIndustryInvoice" + REST
SUMS = "SpecifiedTradeSettlementHeaderMonetarySummation"


def without(text, *names):
    """The elements of these names cut out."""
    for name in names:
        while f"<ram:{name}" in text:
            start, end = text.index(f"<ram:{name}"), text.index(f"</ram:{name}>") + len(f"</ram:{name}>")
            text = text[:start] + text[end:]
    return text


class TestProfiles:
    def test_minimum_has_no_lines_and_the_rest_is_reckoned(self):
        minimum = without(BODY, "IncludedSupplyChainTradeLineItem", "ActualDeliverySupplyChainEvent")
        minimum = without(minimum, "TaxTotalAmount").replace(
            "urn:cen.eu:en16931:2017", "urn:factur-x.eu:1p0:minimum"
        )
        found = read(minimum)
        assert found.profile == "urn:factur-x.eu:1p0:minimum"
        assert (found.values["net"], found.values["tax"], found.values["gross"]) == (
            "473.00",
            "56.87",
            "529.87",
        )
        assert (found.lines, found.line_count) == ([], 0)
        assert "service_first_day" not in found.values

    def test_a_period_of_the_whole_invoice_goes_before_the_day_of_delivery(self):
        period = (
            "<ram:BillingSpecifiedPeriod><ram:StartDateTime><udt:DateTimeString format='102'>20180201"
            "</udt:DateTimeString></ram:StartDateTime><ram:EndDateTime><udt:DateTimeString format='102'>20180228"
            "</udt:DateTimeString></ram:EndDateTime></ram:BillingSpecifiedPeriod>"
        )
        values = read(
            BODY.replace("<ram:SpecifiedTradePaymentTerms>", period + "<ram:SpecifiedTradePaymentTerms>")
        ).values
        assert (values["service_first_day"], values["service_last_day"]) == ("2018-02-01", "2018-02-28")

    def test_periods_of_lines_are_taken_together(self):
        periods = iter(("<cbc:StartDate>2018-01-08</cbc:StartDate>", "<cbc:EndDate>2018-02-20</cbc:EndDate>"))
        parts = UBL.split("<cac:Item>")
        xml = parts[0] + "".join(
            f"<cac:InvoicePeriod>{next(periods)}</cac:InvoicePeriod><cac:Item>{part}" for part in parts[1:]
        )
        values = read(xml).values
        assert (values["service_first_day"], values["service_last_day"]) == ("2018-01-08", "2018-02-20")

    def test_a_tax_in_the_sellers_own_currency_is_not_the_invoices(self):
        second = '<ram:TaxTotalAmount currencyID="GBP">49.90</ram:TaxTotalAmount>'
        found = read(
            BODY.replace(
                '<ram:TaxTotalAmount currencyID="EUR">', f'{second}<ram:TaxTotalAmount currencyID="EUR">'
            )
        )
        assert found.values["tax"] == "56.87"


class TestKinds:
    def test_a_ubl_credit_note_is_one(self):
        found = read(credit_note())
        assert (found.syntax, found.kind, found.values["gross"]) == (
            "ubl_credit_note",
            "credit_note",
            "529.87",
        )
        assert [one.quantity for one in found.lines] == ["20", "50"]

    @pytest.mark.parametrize("code", ["381", "261", "396"])
    def test_a_cii_credit_note_is_one(self, code):
        found = read(BODY.replace("<ram:TypeCode>380<", f"<ram:TypeCode>{code}<"))
        assert found.kind == "credit_note"

    def test_a_negative_total_is_understood(self):
        found = read(
            BODY.replace(">473.00<", ">-473.00<")
            .replace(">529.87<", ">-529.87<")
            .replace(">56.87<", ">-56.87<")
        )
        assert (found.kind, found.values["net"]) == ("negative", "-473.00")


class TestOddValues:
    def test_what_makes_no_sense_is_left_out_and_named(self):
        odd = (
            BODY.replace(
                '<udt:DateTimeString format="102">20180305<', '<udt:DateTimeString format="102">20181340<', 1
            )
            .replace("<ram:GrandTotalAmount>529.87<", "<ram:GrandTotalAmount>5e2<")
            .replace("<ram:ID>471102<", f"<ram:ID>{'9' * 61}<")
        )
        found = read(odd)
        assert set(found.odd) == {"number", "date", "gross"}
        assert (found.values["net"], found.values["tax"]) == ("473.00", "56.87")
        # Of net and tax the total is made again.
        assert found.values["gross"] == "529.87"

    def test_right_to_left_and_invisible_characters(self):
        found = read(
            BODY.replace("Lieferant GmbH</ram:Name>", "شركة \u202eevil\u202c\u200b  GmbH\n</ram:Name>")
        )
        assert found.values["seller"] == "شركة evil GmbH"

    def test_a_long_name_is_cut(self):
        assert (
            len(read(BODY.replace("Lieferant GmbH</ram:Name>", "x" * 5000 + "</ram:Name>")).values["seller"])
            == 200
        )

    def test_an_invoice_in_utf_16_is_read(self):
        assert read(BODY.encode("utf-16")).values["number"] == "471102"


class TestAttacks:
    def test_entities_and_document_types_are_refused(self, tmp_path):
        secret = tmp_path / "secret.txt"
        secret.write_text("SECRET")
        evil = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>' + BODY.replace("Lieferant GmbH", "&e;")
        found = read(evil)
        assert (found.source, found.problem, found.values) == ("", "broken", {})

    def test_a_laughing_document_ends_at_once(self):
        entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
        started = time.monotonic()
        found = read(f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]>' + BODY.replace("471102", "&l11;"))
        assert found.problem == "broken"
        assert time.monotonic() - started < 5

    def test_an_outside_document_type_is_not_asked_for(self):
        found = read('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">' + BODY)
        assert found.problem == "broken"

    def test_the_wrong_encoding_mark_is_no_invoice(self):
        assert read(CII.encode("cp1252")).problem == "broken"

    def test_half_a_document_is_none(self):
        assert read(CII[: len(CII) // 2]).problem == "broken"

    def test_another_xml_is_no_invoice(self):
        assert read("<html xmlns='http://www.w3.org/1999/xhtml'/>") == read("<a>" + BODY + "</a>")

    @pytest.mark.alone
    def test_25_mb_of_lines_end_in_time(self):
        """The upload's limit; inside a PDF as much as the scanner takes."""
        start, end = (
            BODY.index("<ram:IncludedSupplyChainTradeLineItem>"),
            BODY.index("<ram:ApplicableHeaderTradeAgreement>"),
        )
        item = BODY[start : BODY.index("</ram:IncludedSupplyChainTradeLineItem>") + 39]
        many = BODY[:start] + item * (25_000_000 // len(item)) + BODY[end:]
        started = time.monotonic()
        found = read(many)
        assert (found.values["gross"], found.line_count) == ("529.87", 25_000_000 // len(item))
        assert len(found.lines) == 100
        assert time.monotonic() - started < 20

    @pytest.mark.alone
    def test_50_mb_of_lines_inside_a_small_pdf_are_not_read(self):
        data = pdf_with(("factur-x.xml", b"<a>" + b"<l>1</l>" * 6_250_000 + b"</a>"))
        assert len(data) < 1_000_000
        started = time.monotonic()
        assert read(data, "pdf").problem == "too_large"
        assert time.monotonic() - started < 20


class TestInsidePdfs:
    def test_several_files_and_one_invoice(self):
        data = pdf_with(("notes.xml", "<notes/>"), ("rechnung.xml", UBL), ("table.csv", "a;b"))
        found = read(data, "pdf")
        assert (found.attachment, found.syntax) == ("rechnung.xml", "ubl_invoice")

    @pytest.mark.parametrize("name", ["zugferd-invoice.xml", "ZUGFeRD-invoice.xml", "Factur-X.XML"])
    def test_by_any_of_its_names(self, name):
        found = read(pdf_with(("readme.xml", "<a/>"), (name, CII)), "pdf")
        assert (found.attachment, found.syntax) == (name, "cii")

    def test_of_several_invoices_the_one_with_the_standards_name_counts(self):
        data = pdf_with(("other.xml", CII.replace("471102", "OTHER")), ("factur-x.xml", CII))
        assert read(data, "pdf").values["number"] == "471102"

    def test_several_that_differ_are_not_believed(self):
        data = pdf_with(("a.xml", CII.replace("471102", "OTHER")), ("b.xml", CII))
        found = read(data, "pdf")
        assert (found.source, found.problem) == ("", "several")

    def test_a_broken_one_leaves_an_ordinary_pdf(self):
        data = pdf_with(("factur-x.xml", CII[:9000]), text="Rechnungsnummer: RE-7")
        found = read(data, "pdf")
        assert (found.source, found.problem, found.attachment) == ("text", "broken", "factur-x.xml")
        assert found.values == {"number": "RE-7"}

    def test_pages_that_say_otherwise_are_kept_beside(self):
        found = read(pdf_with(("factur-x.xml", CII), text="Gesamtbetrag 600,00 EUR"), "pdf")
        assert (found.values["gross"], found.page["gross"]) == ("529.87", "600.00")

    def test_no_pdf_at_all(self):
        assert read(b"%PDF-1.7 nothing", "pdf").source == ""

    def test_a_file_that_only_its_list_names(self):
        """Some writers forget the tree of names."""
        from io import BytesIO

        import pikepdf

        with pikepdf.open(BytesIO(einvoice("EN16931_Einfach.pdf"))) as pdf:
            del pdf.Root.Names
            written = BytesIO()
            pdf.save(written)
        assert read(written.getvalue(), "pdf").values["number"] == "471102"
