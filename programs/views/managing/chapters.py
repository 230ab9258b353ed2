"""Chapters of a draft of a guidebook: write them in both languages, look at them, put them in order."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from history.models import Event
from lifecycle.refusals import refusals_in, status_of
from programs.actions import guidebooks as writing
from programs.forms.guidebooks import ChapterForm
from programs.guidebooks import markdown
from programs.guidebooks.comparing import Piece, pieces_changed
from programs.guidebooks.reading import reading_of
from programs.meanwhile import Overtaken
from programs.models import Guidebook, GuidebookChapter
from programs.views.managing.guidebooks import READ_OR_SEND, to_write
from programs.words import LANGUAGE_NAMES, LANGUAGES


@require_http_methods(READ_OR_SEND)
@login_required
def guidebook_chapter_add(request: HttpRequest, public_id: str) -> HttpResponse:
    """A new chapter at the end."""
    return _edit(request, to_write(request, public_id), "", None)


@require_http_methods(READ_OR_SEND)
@login_required
def guidebook_chapter_edit(request: HttpRequest, public_id: str, slug: str) -> HttpResponse:
    """Change a chapter. Where somebody removed it meanwhile, what was typed can be added anew."""
    guidebook = to_write(request, public_id)
    chapter = next((one for one in guidebook.chapters.all() if one.slug == slug), None)
    gone = None if chapter else writing.newest(guidebook, "chapter_removed", slug)
    if chapter is None and (gone is None or request.method != "POST"):
        raise Http404
    return _edit(request, guidebook, slug, chapter, gone)


def _edit(
    request: HttpRequest,
    guidebook: Guidebook,
    slug: str,
    chapter: GuidebookChapter | None,
    gone: Event | None = None,
) -> HttpResponse:
    form = ChapterForm(request.POST or None, chapter=chapter)
    previewed = form.is_valid() and "preview" in request.POST
    if form.is_valid() and gone and form.marks:
        form.removed(gone)
    elif form.is_valid() and not previewed:
        with refusals_in(form):
            writing.save_chapter(guidebook, slug, form.words, seen=form.marks, by=request.user)
            messages.success(request, _("The chapter is saved."))
            return redirect("guidebook_draft", guidebook.public_id)
    context = {
        "guidebook": guidebook,
        "chapter": chapter,
        "form": form,
        "differences": _differences(form),
        "previews": _previews(guidebook, slug or "new", form.words) if previewed else [],
    }
    return render(request, "programs/managing/guidebook_chapter.html", context, status=status_of(form))


def _differences(form: ChapterForm) -> list[tuple[str, tuple[Piece, ...]]]:
    """Where two people changed the same text: from what is stored now to what was typed."""
    refused = getattr(form, "refused", None)
    both = [one for one in refused.both if one.startswith("body")] if isinstance(refused, Overtaken) else []
    found = [(one, pieces_changed(refused.stored[one], form.cleaned_data[one])) for one in both]
    return [(form.fields[one].label, pieces) for one, pieces in found if pieces]


def _previews(guidebook: Guidebook, slug: str, words: dict[str, str]) -> list[tuple[str, str, SafeString]]:
    """Language, title and text as they will be read, English first."""
    place = replace(reading_of(guidebook).place, level=4)
    names = markdown.headings_of(words[f"body_{LANGUAGES[0]}"])
    found = []
    for one in LANGUAGES:
        here = replace(place, table=f"{place.table} ({LANGUAGE_NAMES[one]})")
        text = markdown.html(words[f"body_{one}"], f"{one}-{slug}", names, here)
        found.append((one, words[f"title_{one}"], text))
    return found


@require_POST
@login_required
def guidebook_chapter_move(request: HttpRequest, public_id: str, slug: str) -> HttpResponse:
    """One place up or down."""
    guidebook = to_write(request, public_id)
    writing.move_chapter(guidebook, slug, up="up" in request.POST, by=request.user)
    return redirect("guidebook_draft", public_id)


@require_http_methods(READ_OR_SEND)
@login_required
def guidebook_chapter_remove(request: HttpRequest, public_id: str, slug: str) -> HttpResponse:
    """Take a chapter out, after a look at which it is."""
    guidebook = to_write(request, public_id)
    if request.method == "POST":
        writing.remove_chapter(guidebook, slug, by=request.user)
        messages.success(request, _("The chapter is removed."))
        return redirect("guidebook_draft", public_id)
    chapter = reading_of(guidebook).find(slug)
    if chapter is None:
        raise Http404
    context = {"guidebook": guidebook, "chapter": chapter}
    return render(request, "programs/managing/guidebook_remove.html", context)
