"""Files of the demo's own making, to try the portal with; dates fit the usage period they are made for."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override
from PIL import Image, ImageDraw
from weasyprint import HTML, Attachment
from weasyprint.urls import URLFetcher

#: Nothing a template names is ever fetched.
FETCHER = URLFetcher(allowed_protocols=("data",), allow_redirects=False)
TAX = Decimal("0.19")
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Invoice:
    """What stands on one of the demo's invoices; as an e-invoice it is always in euros."""

    number: str
    seller: str
    day: date
    buyer: str
    what: str
    net: Decimal
    currency: str = "EUR"

    @property
    def tax(self) -> Decimal:
        return (self.net * TAX).quantize(CENT)

    @property
    def gross(self) -> Decimal:
        return self.net + self.tax

    @property
    def due(self) -> date:
        return self.day + timedelta(days=14)


def _page(template: str, **context: Any) -> HTML:
    with override("de"):
        return HTML(string=render_to_string(template, context), url_fetcher=FETCHER)


def invoice_pdf(invoice: Invoice) -> bytes:
    """A plain PDF invoice."""
    return _page("demo/invoice.html", invoice=invoice).write_pdf()


def e_invoice_pdf(invoice: Invoice) -> bytes:
    """The same invoice with its data inside: an EN 16931 Factur-X PDF."""
    with override("en"):  # figures in XML know no language
        xml = render_to_string("demo/factur-x.xml", {"invoice": invoice})
    attachment = Attachment(string=xml.encode(), name="factur-x.xml", relationship="Alternative")
    return _page("demo/invoice.html", invoice=invoice).write_pdf(
        pdf_variant="pdf/a-3b", attachments=[attachment]
    )


def agenda_pdf(title: str, day: date) -> bytes:
    """Invitation and agenda of an event."""
    return _page("demo/agenda.html", title=title, day=day).write_pdf()


def photo_jpg(caption: str) -> bytes:
    """A drawn "photo" of a room with an audience; nobody real is in it."""
    image = Image.new("RGB", (1200, 800), (226, 232, 240))
    draw = ImageDraw.Draw(image)
    draw.rectangle((300, 90, 900, 380), fill=(30, 58, 95))
    draw.text((340, 210), caption, fill=(255, 255, 255), font_size=34)
    for row in range(3):
        for seat in range(9):
            x, y = 120 + seat * 110 + row * 18, 470 + row * 105
            draw.ellipse((x, y, x + 46, y + 46), fill=(71, 85, 105))
            draw.rounded_rectangle((x - 14, y + 50, x + 60, y + 100), 18, fill=(100, 116, 139))
    stream = BytesIO()
    image.save(stream, "JPEG", quality=82)
    return stream.getvalue()


def protected_pdf(title: str, day: date) -> bytes:
    """An agenda that opens only with a password: the portal refuses it and says what to do."""
    import pikepdf  # only this file needs it

    stream = BytesIO()
    with pikepdf.open(BytesIO(agenda_pdf(title, day))) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(owner="demo", user="demo", R=6))
    return stream.getvalue()
