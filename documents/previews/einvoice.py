from typing import BinaryIO

from documents.previews.drawn import Drawn
from documents.previews.parts import UnreadableError, leaves

#: The end of the path to each fact, in CII, ZUGFeRD 1 and UBL; of several the first that is found counts.
PATHS: dict[tuple[str, ...], str] = {
    ("ExchangedDocument", "ID"): "number",
    ("HeaderExchangedDocument", "ID"): "number",
    ("Invoice", "ID"): "number",
    ("CreditNote", "ID"): "number",
    ("ExchangedDocument", "IssueDateTime", "DateTimeString"): "date",
    ("HeaderExchangedDocument", "IssueDateTime", "DateTimeString"): "date",
    ("Invoice", "IssueDate"): "date",
    ("CreditNote", "IssueDate"): "date",
    ("SellerTradeParty", "Name"): "seller",
    ("AccountingSupplierParty", "Party", "PartyLegalEntity", "RegistrationName"): "seller",
    ("AccountingSupplierParty", "Party", "PartyName", "Name"): "seller",
    ("InvoiceCurrencyCode",): "currency",
    ("DocumentCurrencyCode",): "currency",
    ("GrandTotalAmount",): "total",
    ("LegalMonetaryTotal", "TaxInclusiveAmount"): "total",
}


def draw(file: BinaryIO, extension: str) -> Drawn:
    """Who wrote the invoice, its number, day and sum, as they stand in it."""
    facts: dict[str, str] = {}
    try:
        for path, text in leaves(file):
            if name := _fact(path):
                facts.setdefault(name, " ".join(text.split())[:150])
    except UnreadableError:
        return Drawn()
    return Drawn(facts={"e_invoice": facts})


def _fact(path: list[str]) -> str | None:
    return next((PATHS[end] for size in range(1, 5) if (end := tuple(path[-size:])) in PATHS), None)
