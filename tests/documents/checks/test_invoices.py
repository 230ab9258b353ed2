"""What is said about XML: e-invoices pass in any writing, everything else is refused."""

import pytest

from tests.documents.checks import pdfs, verdict
from tests.documents.checks.packages import zipped
from tests.factories.documents import EINVOICES, einvoice

UBL = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def invoice(content: str = "", head: str = HEAD) -> bytes:
    return f'{head}<Invoice xmlns="{UBL}">{content}</Invoice>'.encode()


def written(encoding: str, mark: bytes = b"") -> bytes:
    return mark + invoice("<ID>Ä</ID>", HEAD.replace("UTF-8", encoding[:6])).decode().encode(encoding)


def laughs() -> bytes:
    """A thousand million laughs in a kilobyte."""
    rows = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'{HEAD}<!DOCTYPE Invoice [<!ENTITY l0 "ha">{rows}]><Invoice xmlns="{UBL}">&l9;</Invoice>'.encode()


GOOD = {
    "plain": invoice,
    "without a head": lambda: invoice(head=""),
    "with a mark": lambda: b"\xef\xbb\xbf" + invoice(),
    "UTF-16 with its mark": lambda: written("UTF-16"),
    "UTF-16 without": lambda: written("UTF-16-LE"),
    "UTF-16 the other way": lambda: written("UTF-16-BE", b"\xfe\xff"),
    "Latin": lambda: invoice("<ID>Ä</ID>", HEAD.replace("UTF-8", "ISO-8859-1")).decode().encode("latin-1"),
    "a remark before": lambda: invoice(head=HEAD + "<!-- made by us -->\n"),
    "deep": lambda: invoice("<a>" * 90 + "</a>" * 90),
}

BAD = {
    "another XML": ("no_e_invoice", lambda: b'<?xml version="1.0"?><note>Hello</note>'),
    "an invoice of no known kind": ("no_e_invoice", lambda: b'<?xml version="1.0"?><Invoice/>'),
    "an invoice inside another XML": (
        "no_e_invoice",
        lambda: b"<?xml version='1.0'?><a>" + invoice(head="") + b"</a>",
    ),
    "DTD": ("no_e_invoice", lambda: invoice(head=HEAD + "<!DOCTYPE Invoice>")),
    "DTD from outside": (
        "no_e_invoice",
        lambda: invoice(head=HEAD + '<!DOCTYPE Invoice SYSTEM "http://x/y">'),
    ),
    "file of the server": (
        "no_e_invoice",
        lambda: invoice("&x;", HEAD + '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    ),
    "laughs": ("no_e_invoice", laughs),
    "DTD in UTF-16": (
        "no_e_invoice",
        lambda: invoice(head="<?xml version='1.0'?><!DOCTYPE a>").decode().encode("utf-16"),
    ),
    "drawing": ("wrong_content", lambda: b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
    "script": (
        "active_content",
        lambda: invoice('<s:script xmlns:s="http://www.w3.org/1999/xhtml">alert(1)</s:script>'),
    ),
    "program of style": (
        "active_content",
        lambda: invoice('<s:stylesheet xmlns:s="http://www.w3.org/1999/XSL/Transform"/>'),
    ),
    "style sheet": (
        "outside_content",
        lambda: invoice(head=HEAD + '<?xml-stylesheet href="http://x/y.xsl"?>'),
    ),
    "too deep": ("too_complex", lambda: invoice("<a>" * 200 + "</a>" * 200)),
    "bottomless": ("too_complex", lambda: invoice("<a>" * 1_000_000)),
    "too much": ("too_complex", lambda: invoice("<a/>" * 500_001)),
    "half": ("damaged", lambda: einvoice("EN16931_Einfach.cii.xml")[:2_000]),
    "two roots": ("damaged", lambda: invoice() + invoice(head="")),
    "text behind": ("damaged", lambda: invoice() + b"more"),
    "unknown writing": ("damaged", lambda: invoice(head=HEAD.replace("UTF-8", "EBCDIC-1"))),
    "false writing": ("damaged", lambda: invoice("<ID>Ä</ID>").decode().encode("latin-1")),
    "entity nobody declared": ("damaged", lambda: invoice("&x;")),
    "also a ZIP": ("wrong_content", lambda: invoice("<!--") + zipped({"a.exe": b"MZ"})),
    "page of the web": ("wrong_content", lambda: b"<!DOCTYPE html><html><body>Hello</body></html>"),
    "PDF": ("wrong_content", pdfs.pdf),
    "binary": ("wrong_content", lambda: bytes(range(256)) * 9),
    "empty": ("wrong_content", lambda: b""),
}


@pytest.mark.parametrize("make", GOOD.values(), ids=GOOD)
def test_a_good_invoice_passes(make):
    assert verdict(make(), "a.xml") == ""


@pytest.mark.parametrize("name", sorted(path.name for path in EINVOICES.glob("*.xml")))
def test_a_real_invoice_passes(name):
    assert verdict(einvoice(name), name) == ""


@pytest.mark.parametrize(("code", "make"), BAD.values(), ids=BAD)
def test_another_xml_is_refused_for_what_it_is(code, make):
    assert verdict(make(), "a.xml") == code
