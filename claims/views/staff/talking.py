"""The staff's side of the messages about a claim, and their notes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from claims.actions import talking
from claims.forms.talking import ColleagueNoteForm, MessageForm
from claims.models import Claim
from claims.talk import notes_of, thread_of
from claims.views.staff.reaching import Roles, on_claim
from claims.workflow import verdict
from lifecycle import clock
from lifecycle.refusals import refusals_in, status_of

BOTH = ["GET", "HEAD", "POST"]


def talk(claim: Claim) -> dict[str, Any]:
    """What of it stands on the bench itself: the last messages and notes. Each form is brought from its own page."""
    return {
        "thread": thread_of(claim, staff=True),
        "notes": notes_of(claim),
    }


@require_http_methods(BOTH)
@on_claim
def review_messages(request: HttpRequest, claim: Claim, roles: Roles) -> HttpResponse:
    """All messages with the partner, and the form for one more."""
    form = MessageForm(request.POST or None, auto_id="message-%s")
    if form.is_valid():
        with refusals_in(form):
            talking.write(claim.pk, form.cleaned_data["words"], user=request.user)
            messages.success(request, _("The partner was written to and gets a mail."))
            return redirect("review_claim", claim.public_id)
    context = {
        "claim": claim,
        "form": form,
        "thread": thread_of(claim, staff=True, most=None),
        "may_write": verdict(claim, "message", request.user, clock.now()),
    }
    return render(request, "claims/staff/messages.html", context, status=status_of(form))


@require_POST
@on_claim
def review_messages_read(request: HttpRequest, claim: Claim, roles: Roles) -> HttpResponse:
    """What the partner wrote needs no answer; the claim no longer rises in the queue for it."""
    talking.needs_no_answer(claim.pk, user=request.user)
    messages.success(request, _("The partner's messages need no answer now."))
    return redirect("review_claim", claim.public_id)


@require_http_methods(BOTH)
@on_claim
def review_notes(request: HttpRequest, claim: Claim, roles: Roles) -> HttpResponse:
    """All notes of colleagues, and the form for one more."""
    form = ColleagueNoteForm(request.POST or None, auto_id="note-%s")
    if form.is_valid():
        with refusals_in(form):
            talking.note(claim.pk, form.cleaned_data["words"], user=request.user)
            messages.success(request, _("Your note stands on the bench."))
            return redirect("review_claim", claim.public_id)
    context = {
        "claim": claim,
        "form": form,
        "notes": notes_of(claim, most=None),
        "may_write": verdict(claim, "note", request.user, clock.now()),
    }
    return render(request, "claims/staff/notes.html", context, status=status_of(form))
