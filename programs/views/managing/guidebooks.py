"""Versions of a program's guidebook: begin the next one, see what it needs, publish or discard it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from history.models import Event
from lifecycle import ActionRefused, clock
from lifecycle.refusals import refusals_in, status_of
from programs.actions import guidebooks as writing
from programs.forms.guidebooks import NoteForm, PublishForm, StartForm
from programs.guidebooks.comparing import changes
from programs.guidebooks.drafted import missing_to_publish
from programs.guidebooks.holding import versions_of
from programs.guidebooks.reading import reading_of
from programs.guidebooks.telling import discarded, timeline
from programs.models import Guidebook
from programs.permissions import may_manage
from programs.views.managing.fetch import read_program

READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_http_methods(READ_OR_SEND)
@login_required
def guidebook_versions(request: HttpRequest, program: str) -> HttpResponse:
    """All versions of a program's guidebook, its drafts on top; the next one begins here."""
    found, at = read_program(request.user, program), clock.now()
    form = StartForm(request.POST or None, program=found, at=at)
    if form.is_valid():
        with refusals_in(form):
            draft = writing.start(found, form.cleaned_data["fiscal_year"], by=request.user)
            return redirect("guidebook_draft", draft.public_id)
    context = {
        "program": found,
        "form": form,
        "drafts": Guidebook.objects.drafts().filter(program=found),
        "versions": versions_of(found, at),
        "discarded": discarded(found),
        "may": may_manage(request.user, found).ok,
    }
    return render(request, "programs/managing/guidebook_versions.html", context, status=status_of(form))


def fetched(request: HttpRequest, public_id: str) -> Guidebook:
    """A guidebook of a program the person manages or audits; 404 for everybody else."""
    seen = Guidebook.objects.visible_to(request.user).select_related("program", "published_by")
    found = get_object_or_404(seen.prefetch_related("chapters"), public_id=public_id)
    read_program(request.user, found.program.code)
    return found


def to_write(request: HttpRequest, public_id: str) -> Guidebook:
    """The same, for a page on which it is changed. Raises ActionRefused: 403 for auditors, 409 once published.

    What is sent is judged by the act, so that what was typed stays on the page.
    """
    found = fetched(request, public_id)
    if not (verdict := may_manage(request.user, found.program)):
        raise ActionRefused(verdict)
    if found.is_published and request.method != "POST":
        raise ActionRefused(_("A published guidebook is never edited; publish a new version."))
    return found


@require_safe
@login_required
def guidebook_draft(request: HttpRequest, public_id: str) -> HttpResponse:
    """One version as its managers see it: chapters, what is missing to publish it, and its history."""
    found = fetched(request, public_id)
    context = {
        "guidebook": found,
        "reading": reading_of(found),
        "missing": [] if found.is_published else missing_to_publish(found),
        "previous": Guidebook.objects.earlier_than(found).first(),
        "entries": timeline(Event.objects.about(found).for_reading()),
        "may": may_manage(request.user, found.program).ok and not found.is_published,
    }
    return render(request, "programs/managing/guidebook_draft.html", context)


@require_http_methods(READ_OR_SEND)
@login_required
def guidebook_note(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what changed since the version before."""
    found = to_write(request, public_id)
    form = NoteForm(request.POST or None, guidebook=found)
    if form.is_valid():
        with refusals_in(form):
            writing.save_note(found, form.note, seen=form.marks, by=request.user)
            messages.success(request, _("The note is saved."))
            return redirect("guidebook_draft", public_id)
    context = {"guidebook": found, "form": form}
    return render(request, "programs/managing/guidebook_note.html", context, status=status_of(form))


@require_http_methods(READ_OR_SEND)
@login_required
def guidebook_publish(request: HttpRequest, public_id: str) -> HttpResponse:
    """What changes for partners, from which day on; then it is published for good."""
    found = to_write(request, public_id)
    form = PublishForm(request.POST or None, guidebook=found, at=clock.now())
    if form.is_valid():
        with refusals_in(form):
            writing.publish(found, form.cleaned_data["effective_from"], by=request.user)
            messages.success(request, _("The guidebook is published."))
            return redirect("guidebook", public_id)
    previous = Guidebook.objects.earlier_than(found).prefetch_related("chapters").first()
    context = {
        "guidebook": found,
        "form": form,
        "missing": missing_to_publish(found),
        "previous": previous,
        "changed": changes(previous, found) if previous else [],
    }
    return render(request, "programs/managing/guidebook_publish.html", context, status=status_of(form))


@require_http_methods(READ_OR_SEND)
@login_required
def guidebook_discard(request: HttpRequest, public_id: str) -> HttpResponse:
    """Throw a draft away, after a look at what goes."""
    found = to_write(request, public_id)
    if request.method == "POST":
        writing.discard(found, by=request.user)
        messages.success(request, _("The draft is discarded."))
        return redirect("guidebook_versions", found.program.code)
    return render(request, "programs/managing/guidebook_discard.html", {"guidebook": found})
