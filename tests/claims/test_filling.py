"""What a file says of a line: offered, compared, remembered."""

from datetime import date
from decimal import Decimal

import pytest

from claims import filling
from claims.checked import checked_by_rule
from claims.models import Claim
from documents.models import Reading
from lifecycle import clock
from tests.factories import claims as make
from tests.factories.documents import DocumentFactory

pytestmark = pytest.mark.django_db

VALUES = {
    "number": "471102",
    "date": "2018-03-05",
    "seller": "Lieferant GmbH",
    "buyer": "Kunden AG Mitte",
    "currency": "EUR",
    "net": "473",
    "tax": "56.870",
    "gross": "529.87",
    "service_first_day": "2018-03-01",
    "service_last_day": "2018-03-05",
}
LINES = [{"name": "Papier", "quantity": "2", "net": "1"}, {"name": "Joghurt", "quantity": "", "net": ""}]


def reading(document=None, **facts):
    usual = {"source": "xml", "syntax": "cii", "kind": "invoice", "values": VALUES, "lines": LINES}
    if facts.get("source", "xml") != "xml":
        usual |= {"syntax": "", "lines": []}
    document = document or DocumentFactory(clean=True)
    return Reading.objects.create(document=document, read_at=clock.now(), **(usual | facts))


@pytest.fixture
def line(people):
    """Saved as its e-invoice says."""
    expense = make.draft(people, "473").expenses.get()
    reading(expense.document)
    expense.vendor, expense.invoice_number = "LIEFERANT  GmbH", "47-11-02"
    expense.invoice_date, expense.tax, expense.currency = date(2018, 3, 5), Decimal("56.87"), "EUR"
    return expense


class TestOffered:
    def test_all_that_a_line_can_take(self):
        assert filling.offered(reading()) == {
            "vendor": "Lieferant GmbH",
            "invoice_number": "471102",
            "invoice_date": date(2018, 3, 5),
            "currency": "EUR",
            "net": Decimal("473.00"),
            "tax": Decimal("56.87"),
            "service_first_day": date(2018, 3, 1),
            "service_last_day": date(2018, 3, 5),
            "description": "Papier, Joghurt",
        }

    @pytest.mark.parametrize("kind", ["credit_note", "negative"])
    def test_what_gives_money_back_offers_no_amounts(self, kind):
        said = filling.offered(reading(kind=kind))
        assert said.keys() & {"net", "tax", "description"} == set()
        assert said["invoice_number"] == "471102"

    def test_no_amount_without_its_currency(self):
        assert filling.offered(reading(source="text", values={"net": "1.00"})) == {}

    def test_nothing_of_a_file_that_was_not_read(self):
        assert filling.offered(None) == {}


class TestDifferences:
    def test_spelling_is_none(self, line):
        assert filling.differences(line) == []
        assert filling.origins_of(line)["vendor"] == "xml"

    @pytest.mark.parametrize(
        ("field", "typed", "words"),
        [
            ("vendor", "Andere AG", "The e-invoice says: Lieferant GmbH."),
            ("invoice_number", "4712", "The e-invoice says: 471102."),
            ("invoice_date", date(2018, 3, 6), "The e-invoice says: 5 March 2018."),
            ("net", Decimal(400), "The e-invoice says: 473.00\u00a0EUR."),
            ("tax", Decimal(0), "The e-invoice says: 56.87\u00a0EUR."),
            ("service_last_day", date(2018, 4, 1), "The e-invoice says: 5 March 2018."),
        ],
    )
    def test_one_is_said_in_words(self, line, field, typed, words):
        setattr(line, field, typed)
        assert filling.differences(line) == [filling.Difference(field, words)]
        assert field not in filling.origins_of(line)

    def test_the_same_figure_in_another_currency(self, line):
        line.currency = "USD"
        assert {one.field for one in filling.differences(line)} == {"currency", "net", "tax"}

    def test_a_page_with_only_a_total_is_held_against_net_and_tax(self, line):
        line.document = reading(source="text", values={"gross": "600.00", "currency": "EUR"}).document
        (found,) = filling.differences(line)
        assert "600.00\u00a0EUR" in found.words
        line.tax = Decimal(127)
        assert filling.differences(line) == []

    def test_a_page_is_not_held_against_a_tax_nobody_typed(self, line):
        line.tax = 0
        line.document = reading(source="text", values={"gross": "562.87", "currency": "EUR"}).document
        assert filling.differences(line) == []
        facts = {"net": str(line.net), "tax": "89.87", "gross": "562.87", "currency": "EUR"}
        line.document = reading(source="text", values=facts).document
        assert filling.differences(line) == []
        line.document = reading(source="text", values={"gross": "700.00", "currency": "EUR"}).document
        assert len(filling.differences(line)) == 1

    def test_empty_service_days_are_no_difference(self, line):
        line.service_first_day = line.service_last_day = None
        assert filling.differences(line) == []

    def test_the_reviewer_reads_them_among_the_findings(self, line):
        Claim.objects.filter(pk=line.claim_id).update(submitted_at=clock.now())
        line.net = line.amount = Decimal(400)
        line.save()
        claim = Claim.objects.for_page().get(pk=line.claim_id)
        finding = next(
            one for one in checked_by_rule(claim, clock.now()) if "as far as they could be read" in one.words
        )
        assert not finding.ok
        assert "Net amount: The e-invoice says: 473.00\u00a0EUR." in finding.why


class TestCautions:
    @pytest.mark.parametrize(
        ("facts", "words"),
        [
            ({"kind": "credit_note"}, "This is a credit note (529.87\u00a0EUR)"),
            ({"kind": "negative"}, "The total of this invoice is negative"),
            ({"source": "text", "problem": "broken"}, "The e-invoice inside this file is damaged"),
            ({"source": "text", "problem": "several"}, "several e-invoices"),
            ({"source": "text", "problem": "too_large"}, "too large"),
            ({"page": {"gross": "600.00"}}, "529.87\u00a0EUR in the e-invoice, 600.00\u00a0EUR on the page"),
            ({"odd": ["date", "net"]}, "left out: Invoice date, Net amount."),
        ],
    )
    def test_each_in_words(self, facts, words):
        (sentence,) = filling.cautions(reading(**facts))
        assert words in sentence

    def test_a_good_one_has_none(self):
        assert filling.cautions(reading(page={"gross": "529.87", "number": "471102"})) == []
        assert filling.cautions(None) == []
