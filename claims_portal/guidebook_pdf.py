"""A guidebook as PDF, made from the same text as its pages; here, because programs know nothing of documents."""

from functools import lru_cache

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from documents.pdf import draw
from programs.guidebooks.reading import reading_of
from programs.models import Guidebook


@require_safe
@login_required
def guidebook_pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    """The whole guidebook in the reader's language, tagged, with contents and bookmarks."""
    guidebook = get_object_or_404(Guidebook.objects.visible_to(request.user), public_id=public_id)
    language = get_language() or "en"
    pdf = _kept(guidebook.pk, language) if guidebook.is_published else _drawn(guidebook.pk)
    name = (
        f"guidebook-{guidebook.program.code.lower()}-{guidebook.fiscal_year}-{guidebook.revision}-{language}"
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


@lru_cache(maxsize=16)
def _kept(guidebook: int, language: str) -> bytes:
    """A published version never changes: each process draws it once in a language, the active one."""
    return _drawn(guidebook)


def _drawn(guidebook: int) -> bytes:
    found = Guidebook.objects.select_related("program").prefetch_related("chapters").get(pk=guidebook)
    reading = reading_of(found)
    context = {"guidebook": found, "reading": reading, "chapters": reading.printed()}
    return draw("guidebook", context)
