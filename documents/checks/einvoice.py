import re
from typing import BinaryIO
from xml.parsers import expat

from documents.checks import codes, natures
from documents.checks.codes import refuse_if

#: Namespace and root element of the e-invoices the portal takes: CII, ZUGFeRD 1, UBL.
ROOTS = {
    "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100 CrossIndustryInvoice",
    "urn:ferd:CrossIndustryDocument:invoice:1p0 CrossIndustryDocument",
    "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2 Invoice",
    "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2 CreditNote",
}
#: What a browser would run inside any XML.
ALIVE = (
    "http://www.w3.org/1999/xhtml ",
    "http://www.w3.org/2000/svg ",
    "http://www.w3.org/1999/XSL/Transform ",
)
MAX_DEPTH = 100
MAX_ELEMENTS = 500_000
STEP = 256 * 1024
#: An XML that ends, or is damaged, before anything stands in it.
_BARELY_BEGUN = re.compile(rb"\A(?:\xef\xbb\xbf)?<\?xml(?:(?!<[A-Za-z]).)*\Z", re.DOTALL)


class BrokenOff(codes.Refused):
    """Began as an e-invoice, or as an XML with nothing in it, and is damaged further on."""


def check(file: BinaryIO, extension: str) -> None:
    """Well-formed to its end, an e-invoice by its root, no DTD (so no entities and no bombs), nothing alive.

    Raises Refused.
    """
    natures.refuse_second_nature(file)
    reader = _Reader()
    try:
        while data := file.read(STEP):
            reader.parser.Parse(data, False)
        reader.parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        file.seek(0)
        begun = reader.elements or _BARELY_BEGUN.match(file.read(STEP))
        raise BrokenOff(codes.DAMAGED) if begun else codes.Refused(codes.DAMAGED) from error


class _Reader:
    """Looks at the elements as they come, and keeps nothing but how deep and how many they are."""

    def __init__(self) -> None:
        self.depth = self.elements = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.ProcessingInstructionHandler = self.instruction
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def start(self, name: str, attributes: dict[str, str]) -> None:
        refuse_if(not self.elements and name not in ROOTS, codes.NO_E_INVOICE)
        refuse_if(name.startswith(ALIVE), codes.ACTIVE_CONTENT)
        self.elements += 1
        self.depth += 1
        refuse_if(self.depth > MAX_DEPTH or self.elements > MAX_ELEMENTS, codes.TOO_COMPLEX)

    def end(self, name: str) -> None:
        self.depth -= 1

    def doctype(self, *declaration: object) -> None:
        raise codes.Refused(codes.NO_E_INVOICE)

    def instruction(self, target: str, data: str) -> None:
        """A style sheet is loaded, and may be a program."""
        refuse_if(target == "xml-stylesheet", codes.OUTSIDE_CONTENT)
