"""E-invoices for tests: PDFs with files inside, XML with something odd in it, and the child that reads them."""

import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

import pikepdf
from weasyprint import HTML

from documents.einvoices import found
from documents.einvoices.found import Found
from tests.factories.documents import einvoice

ROOT = Path(__file__).resolve().parents[3]

CII = einvoice("EN16931_Einfach.cii.xml").decode()
UBL = einvoice("EN16931_Einfach.ubl.xml").decode()


def read(data: bytes | str, extension: str = "xml") -> Found:
    """What the child makes of a file, in a process of its own as in life."""
    with tempfile.TemporaryFile() as file:
        file.write(data.encode() if isinstance(data, str) else data)
        file.seek(0)
        command = [sys.executable, "-EsB", "-m", "documents.einvoices", extension]
        child = subprocess.run(command, stdin=file, capture_output=True, cwd=ROOT, check=False)
    assert child.returncode == 0, child.stderr.decode()
    return found.read(child.stdout)


def plain(text: str) -> bytes:
    """A PDF of these lines, with nothing inside."""
    lines = "".join(f"<p>{line}</p>" for line in text.strip().splitlines())
    return HTML(string=f"<html lang='de'><title>Rechnung</title>{lines}</html>").write_pdf()


def pdf_with(*files: tuple[str, bytes | str], text: str = "Anlage") -> bytes:
    """A PDF with these files inside, by name."""
    with pikepdf.open(BytesIO(plain(text))) as pdf:
        for number, (name, content) in enumerate(files):
            data = content.encode() if isinstance(content, str) else content
            spec = pikepdf.AttachedFileSpec(pdf, data, filename=name, mime_type="text/xml")
            pdf.attachments[f"{number}-{name}"] = spec
        written = BytesIO()
        pdf.save(written)
    return written.getvalue()


def credit_note() -> str:
    """The UBL sample as a credit note, which names its root and its lines otherwise."""
    return (
        UBL.replace("<Invoice ", "<CreditNote ")
        .replace("</Invoice>", "</CreditNote>")
        .replace("xsd:Invoice-2", "xsd:CreditNote-2")
        .replace("InvoiceTypeCode>380<", "CreditNoteTypeCode>381<")
        .replace("cbc:InvoiceTypeCode>", "cbc:CreditNoteTypeCode>")
        .replace(
            "CreditNoteTypeCode>381</cbc:InvoiceTypeCode", "CreditNoteTypeCode>381</cbc:CreditNoteTypeCode"
        )
        .replace("cac:InvoiceLine>", "cac:CreditNoteLine>")
        .replace("cbc:InvoicedQuantity", "cbc:CreditedQuantity")
    )
