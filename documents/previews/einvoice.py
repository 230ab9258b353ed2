from typing import BinaryIO

from documents.einvoices import xml
from documents.previews.drawn import Drawn

#: What is shown of an e-invoice, by what it is called where it is read.
SHOWN = {"number": "number", "date": "date", "seller": "seller", "currency": "currency", "total": "gross"}


def draw(file: BinaryIO, extension: str) -> Drawn:
    """Who wrote the invoice, its number, day and sum."""
    try:
        said = xml.read(file).values
    except (xml.NoInvoiceError, xml.BrokenError):
        return Drawn()
    return Drawn(facts={"e_invoice": {name: said[value] for name, value in SHOWN.items() if value in said}})
