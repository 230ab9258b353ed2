"""The proof of execution as a form to fill and sign: a draft's data in four parts, as DOCX and PDF (domain 7.6).

What the parts say is put together once, in the active language; the two formats only lay it out.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.places import country_name
from associations.engagements import DISCLOSURE_COUNTRIES
from associations.models import Association
from documents.pdf import draw
from programs.words import day_in_words

#: What is left to be written by hand.
BLANK = "______________________________"


@dataclass(frozen=True)
class Part:
    """One part of the form: what stands above it, and its rows of label and value."""

    title: str
    rows: list[tuple[str, str]]
    words: str = ""


def parts_of(association: Association) -> list[Part]:
    """The four parts, and the disclosure where public customers ask for it; load it with `for_page()`."""
    parts = [_both(association), _acknowledgement(association), _work(association), _products(association)]
    if association.country in DISCLOSURE_COUNTRIES:
        parts.append(_disclosure())
    return parts


def as_pdf(association: Association) -> bytes:
    """The form as a tagged PDF."""
    return draw("proof_form", _context(association))


def as_docx(association: Association) -> bytes:
    """The form as a Word document, in the language it is written in."""
    # Half a second that no other process needs.
    from docx import Document

    context = _context(association)
    document = Document()
    document.core_properties.title = context["title"]
    document.core_properties.author = str(association.program)
    document.core_properties.language = get_language() or "en"
    document.add_heading(context["title"], level=1)
    document.add_paragraph(context["lead"])
    for number, part in enumerate(context["parts"], start=1):
        document.add_heading(f"{number}. {part.title}", level=2)
        if part.words:
            document.add_paragraph(part.words)
        _table(document, part.rows)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _table(document: Any, rows: list[tuple[str, str]]) -> None:
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for label, value in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value


def _context(association: Association) -> dict[str, Any]:
    return {
        "title": _("Proof of execution: customer association"),
        "lead": _("Fill in what is empty, have the customer sign, and upload the signed form."),
        "program": str(association.program),
        "parts": parts_of(association),
    }


def _both(association: Association) -> Part:
    partner = association.partner
    return Part(
        _("Partner and customer"),
        [
            (_("Partner"), f"{partner.legal_name}, {partner.city}"),
            (_("Partner number"), partner.number),
            (_("Engagement"), association.get_engagement_display()),
            (_("Recorded as"), association.get_role_display()),
            (_("Customer"), association.customer_name or BLANK),
            (_("Tenant id"), str(association.tenant_id or BLANK)),
            (_("Domain"), association.domain or BLANK),
            (_("Country"), country_name(association.country, get_language()) or BLANK),
        ],
    )


def _acknowledgement(association: Association) -> Part:
    return Part(
        _("The customer's acknowledgement"),
        [
            (_("Name"), association.contact_name or BLANK),
            (_("Position"), association.contact_title or BLANK),
            (_("Date"), day_in_words(association.signed_on) if association.signed_on else BLANK),
            (_("Signature"), BLANK),
        ],
        words=_("We confirm that the partner does the work described here for us. No older than 12 months."),
    )


def _work(association: Association) -> Part:
    since = [day_in_words(day) for day in (association.work_from, association.work_until) if day]
    return Part(
        _("Work and documents"),
        [
            (_("What the partner does"), association.work or BLANK),
            (_("From, until"), " – ".join(since) or BLANK),
            (_("Documents enclosed"), BLANK),
        ],
    )


def _products(association: Association) -> Part:
    items = [str(one) for one in association.items.all()] or [BLANK]
    kind = association.terms.items.label
    return Part(_("Products"), [(str(kind), one) for one in items])


def _disclosure() -> Part:
    words = _(
        "The partner may be paid by the vendor for this work. The customer has been told so in writing."
    )
    return Part(_("Disclosure to public customers"), [(_("Signature"), BLANK)], words=words)
