"""A PDF's pages and the files inside it: which of them is the invoice."""

from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

import pikepdf
import pypdfium2

from documents.einvoices import found, page, xml
from documents.einvoices.found import Found
from documents.einvoices.values import line_of
from documents.einvoices.xml import BrokenError, NoInvoiceError

#: As the standards call the invoice inside: Factur-X and ZUGFeRD 2.1, ZUGFeRD 2.0 and 1, XRechnung.
NAMES = {"factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"}
#: Unpacked; as much as the scanner is given.
MOST_BYTES = 32 * 1024 * 1024
MOST_ATTACHMENTS = 50
#: The first pages and the last: totals stand at the end.
FIRST_PAGES = 5
MOST_TEXT = 20_000

_BROKEN_PDF = (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, AttributeError, OverflowError)


def read(file: BinaryIO) -> Found:
    """The invoice inside, with what the pages say beside it; else what the pages let one propose."""
    text = _text(file)
    file.seek(0)
    inside = _inside(file)
    proposed = page.propose(text)
    if inside.source:
        return Found(**(vars(inside) | {"page": proposed}))
    kind = found.kind_of(page.is_credit(text), proposed) if proposed else ""
    source = found.TEXT if proposed else ""
    return Found(
        source=source, problem=inside.problem, attachment=inside.attachment, kind=kind, values=proposed
    )


def _text(file: BinaryIO) -> str:
    """Of a page that cannot be read: nothing."""
    try:
        document = pypdfium2.PdfDocument(file)
        last = len(document) - 1
        return "\n".join(
            _page_text(document, one) for one in sorted({*range(min(FIRST_PAGES, last + 1)), last})
        )
    except (pypdfium2.PdfiumError, ValueError, IndexError):
        return ""


def _page_text(document: pypdfium2.PdfDocument, index: int) -> str:
    said: str = document[index].get_textpage().get_text_bounded()
    return said[:MOST_TEXT].replace("\r\n", "\n")


def _inside(file: BinaryIO) -> Found:
    """The e-invoice among the files inside. With several different ones none is believed, unless one alone
    bears the name the standards give it."""
    invoices, broken = [], ""
    try:
        with pikepdf.open(file, suppress_warnings=True) as pdf:
            for name, data in _attachments(pdf):
                if len(data) > MOST_BYTES:
                    return Found(problem=found.TOO_LARGE, attachment=line_of(name, 150))
                try:
                    invoices.append(xml.read(BytesIO(data), name))
                except NoInvoiceError:
                    continue
                except BrokenError:
                    broken = broken or (name if name.lower() in NAMES else "")
    except _BROKEN_PDF:
        pass
    if invoices:
        return _chosen(invoices)
    return Found(problem=found.BROKEN, attachment=line_of(broken, 150)) if broken else Found()


def _chosen(invoices: list[Found]) -> Found:
    named = [one for one in invoices if one.attachment.lower() in NAMES] or invoices
    first = named[0]
    if all(one.values == first.values and one.kind == first.kind for one in named):
        return first
    return Found(problem=found.SEVERAL)


def _attachments(pdf: pikepdf.Pdf) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each XML inside, by the tree of names and by the catalogue's own list; each once."""
    seen: set[tuple[int, int]] = set()
    for spec in _specifications(pdf):
        name = str(spec.get("/UF", spec.get("/F", "")))
        files = spec.get("/EF")
        stream = files.get("/UF", files.get("/F")) if isinstance(files, pikepdf.Dictionary) else None
        if not isinstance(stream, pikepdf.Stream) or not name.lower().endswith(".xml"):
            continue
        if stream.objgen in seen or len(seen) >= MOST_ATTACHMENTS:
            continue
        seen.add(stream.objgen)
        yield name, stream.read_bytes()


def _specifications(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/EmbeddedFiles" in names:
        for spec in pikepdf.NameTree(names["/EmbeddedFiles"]).values():
            if isinstance(spec, pikepdf.Dictionary):
                yield spec
    listed = pdf.Root.get("/AF")
    if isinstance(listed, pikepdf.Array):
        yield from (spec for spec in listed.as_list() if isinstance(spec, pikepdf.Dictionary))
