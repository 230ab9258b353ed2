"""factur-x and pypdfium2 alone: `python -m benchmarks.einvoices_bare file.pdf` takes the XML out and reads the text."""

import sys
from pathlib import Path

import facturx
import pypdfium2


def alone(data: bytes) -> None:
    """The XML inside as the library gives it, with its own check, and the text of each page."""
    _name, xml = facturx.get_xml_from_pdf(data)
    text = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]
    if not xml or not text:
        raise RuntimeError("The library found nothing.")


if __name__ == "__main__":
    alone(Path(sys.argv[1]).read_bytes())
