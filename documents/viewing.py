"""A file as people read it on the page: pages, text, facts, and where the reader stands in them.

Each room that uses files shows them at addresses of its own, named alike (`Places`).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents import facts, looking, restricting
from documents.enums import State
from documents.models import Document, Page
from documents.words import Receipt, receipt

#: Widths of the picture, in per cent of the viewer's; which steps there are, the viewer knows.
WIDTHS = range(50, 301)


@dataclass(frozen=True)
class Places:
    """Where the files of one subject are shown: the name of a room's addresses, and the subject's public id.

    `claim_file` stands for `claim_file`, `claim_file_page`, `claim_file_thumbnail` and `claim_file_look`.
    """

    name: str
    subject: str

    def of(self, document: Document, what: str = "", *more: Any) -> str:
        """The path of the file itself, or of `what`: "page" with its number, "thumbnail", "look"."""
        name = f"{self.name}_{what}" if what else self.name
        return reverse(name, args=[self.subject, document.public_id, *more])


@dataclass(frozen=True)
class ShownPage:
    """One page: its picture's address and size in pixels, and its text ("" where none could be read)."""

    number: int
    image_url: str
    width: int
    height: int
    text: str


@dataclass(frozen=True)
class Viewer:
    """One file opened: what is shown of it, and `note`, why that is nothing or not all.

    `page` and `zoom` are where the reader stands, `query` begins each address that moves them;
    `why_url`: where a reason is given before anything is shown.
    """

    document: Document
    receipt: Receipt
    pages: list[ShownPage]
    page: int
    zoom: int
    query: str
    note: str = ""
    url: str = ""
    why_url: str = ""
    text: str = ""
    facts: "list[facts.Line] | None" = None


def viewer(request: HttpRequest, places: Places, document: Document, at: datetime, query: str = "") -> Viewer:
    """Open a file for the person of the request, and note that they looked.

    document: one that the subject of `places` uses, out of the person's scoped queryset; query: what chooses
    it ("file=…&").
    """
    verdict, seal = looking.look(document, user=request.user, at=at), receipt(document, at)
    if not verdict:
        why = _why_url(request, places, document, at)
        return Viewer(document, seal, [], 1, 100, query, note=str(verdict.reason), why_url=why)
    pages = [_shown(places, document, page) for page in document.drawn_pages.all()]
    return Viewer(
        document=document,
        receipt=seal,
        pages=pages,
        page=_number(request, "page", range(1, len(pages) + 1), 1),
        zoom=_number(request, "zoom", WIDTHS, 100),
        query=query,
        note=_note(document, len(pages)),
        url=places.of(document),
        text=document.facts.get("text", ""),
        facts=facts.lines(document),
    )


def thumbnail_url(places: Places, document: Document) -> str:
    """Where the small picture of page 1 is, or "" while there is none."""
    if document.state != State.CLEAN or not document.page_count or document.bytes_deleted_at:
        return ""
    return places.of(document, "thumbnail")


def _shown(places: Places, document: Document, page: Page) -> ShownPage:
    address = places.of(document, "page", page.number)
    return ShownPage(page.number, address, page.width, page.height, page.text)


def _number(request: HttpRequest, name: str, allowed: Any, otherwise: int) -> int:
    asked = request.GET.get(name, "")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else otherwise
    return number if number in allowed else otherwise


def _note(document: Document, drawn: int) -> str:
    """What the reader does not see, and what to do about it."""
    if document.previewed_at is None:
        return _("The preview is being made. Load this page again in a minute, or download the file.")
    if drawn and document.page_count and document.page_count > drawn:
        return ngettext(
            "The first page of %(pages)d is shown. Download the file to read the rest.",
            "The first %(drawn)d of %(pages)d pages are shown. Download the file to read the rest.",
            drawn,
        ) % {"drawn": drawn, "pages": document.page_count}
    if not drawn and not facts.lines(document) and not document.facts.get("text"):
        return _("There is no preview of this file. Download it to read it.")
    return ""


def _why_url(request: HttpRequest, places: Places, document: Document, at: datetime) -> str:
    if document.state != State.CLEAN or not restricting.needs_reason(document, request.user, at):
        return ""
    return f"{places.of(document, 'look')}?{urlencode({'next': request.get_full_path()})}"
