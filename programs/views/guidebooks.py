"""The guidebook for everybody of a program: contents, chapters, older versions, what changed, and the search."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from lifecycle import clock
from programs.forms.guidebooks import SearchForm, SinceForm
from programs.guidebooks.comparing import changes
from programs.guidebooks.holding import in_force_for_reader, stage_of, versions_of
from programs.guidebooks.reading import Reading, reading_of
from programs.guidebooks.searching import find
from programs.models import Guidebook


@require_safe
@login_required
def guidebooks(request: HttpRequest) -> HttpResponse:
    """The guidebooks of the person's programs that are in force, and the search over all of them."""
    readings = [reading_of(one) for one in in_force_for_reader(request.user, clock.now())]
    form = SearchForm(request.GET if request.GET.get("q") else None)
    context = {"readings": readings, "form": form, "typed": form.typed, "hits": find(form.typed, readings)}
    return render(request, "programs/guidebook/list.html", context)


@require_safe
@login_required
def guidebook(request: HttpRequest, public_id: str) -> HttpResponse:
    """One version: its contents, since when it holds, what changed, and the other versions."""
    reading = _reading(request, public_id)
    return render(request, "programs/guidebook/book.html", _context(reading))


@require_safe
@login_required
def guidebook_chapter(request: HttpRequest, public_id: str, slug: str) -> HttpResponse:
    """One chapter, with the contents beside it and the ways to its neighbours."""
    reading = _reading(request, public_id)
    chapter = reading.find(slug)
    if chapter is None:
        raise Http404
    before, after = reading.beside(chapter)
    context = {"chapter": chapter, "text": reading.drawn(chapter), "before": before, "after": after}
    return render(request, "programs/guidebook/chapter.html", _context(reading) | context)


@require_safe
@login_required
def guidebook_changes(request: HttpRequest, public_id: str) -> HttpResponse:
    """What changed since the version before, or since another one that is chosen."""
    new = _fetched(request, public_id)
    form = SinceForm(
        request.GET if "since" in request.GET else None, earlier=Guidebook.objects.earlier_than(new)
    )
    old = form.chosen
    context = {
        "guidebook": new,
        "since": old,
        "form": form,
        "changed": changes(old, new) if old else [],
    }
    return render(request, "programs/guidebook/changes.html", context)


def _reading(request: HttpRequest, public_id: str) -> Reading:
    return reading_of(_fetched(request, public_id))


def _fetched(request: HttpRequest, public_id: str) -> Guidebook:
    seen = Guidebook.objects.visible_to(request.user).select_related("program", "published_by")
    return get_object_or_404(seen.prefetch_related("chapters"), public_id=public_id)


def _context(reading: Reading) -> dict[str, Any]:
    """What each page of a version says of it: where it is, and what holds in its place."""
    one, at = reading.guidebook, clock.now()
    versions = versions_of(one.program, at)
    published = [version.guidebook for version in versions]
    return {
        "reading": reading,
        "guidebook": one,
        "stage": stage_of(one, published, at),
        "versions": versions,
        "in_force": next((version.guidebook for version in versions if version.stage == "success"), None),
        "previous": Guidebook.objects.earlier_than(one).first(),
    }
