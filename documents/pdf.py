"""Our own PDFs: drawn from templates/pdf/, tagged, titled, with a language, their fonts inside."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language


def draw(template: str, context: dict[str, Any], attachments: dict[str, bytes] | None = None) -> bytes:
    """A PDF/UA of templates/pdf/<template>.html in the active language; with attachments a PDF/A-3a.

    attachments: by name, what the page says as data.

    Nothing is fetched: whatever a text field holds is text on the page, and an address in the
    template would be refused. About 0.4 seconds.
    """
    # Half a second and several system libraries that no other process needs.
    from weasyprint import HTML, Attachment
    from weasyprint.urls import URLFetcher

    html = render_to_string(f"pdf/{template}.html", {**context, "language": get_language() or "en"})
    # Not even data: our templates need no picture.
    fetcher = URLFetcher(allowed_protocols=(), allow_redirects=False)
    data = [
        Attachment(string=content, name=name, description=name, relationship="Data")
        for name, content in (attachments or {}).items()
    ]
    variant = "pdf/a-3a" if data else "pdf/ua-1"
    pdf: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(pdf_variant=variant, attachments=data)
    return pdf
