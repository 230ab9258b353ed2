from typing import BinaryIO
from xml.parsers import expat

from documents.checks import codes

#: Namespace and root element of the e-invoices the portal takes: CII, ZUGFeRD 1, UBL.
ROOTS = {
    "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100 CrossIndustryInvoice",
    "urn:ferd:CrossIndustryDocument:invoice:1p0 CrossIndustryDocument",
    "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2 Invoice",
    "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2 CreditNote",
}


class _NoInvoiceError(Exception):
    pass


def check(file: BinaryIO, extension: str) -> str:
    """Well-formed to its end, without a DTD (no entities, no bombs), and an e-invoice by its root element."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, attributes: _root(parser, name)
    try:
        parser.ParseFile(file)
    except _NoInvoiceError:
        return codes.NO_E_INVOICE
    except (expat.ExpatError, ValueError):
        return codes.DAMAGED
    return codes.FINE


def _root(parser: expat.XMLParserType, name: str) -> None:
    if name not in ROOTS:
        raise _NoInvoiceError
    parser.StartElementHandler = None


def _refuse(*declaration: object) -> None:
    raise _NoInvoiceError
