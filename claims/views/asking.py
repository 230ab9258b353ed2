"""Asking a colleague for a document, and the page of one such question (R7)."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.actions import asking
from claims.asks import due_of, row
from claims.forms.asking import AskForm, WordsForm
from claims.forms.proof import FileForm
from claims.models import Ask, Claim
from claims.permissions import colleagues, is_asked
from claims.views.fetch import partner_claim
from claims.views.proof import twin_in
from documents.upload import streaming_upload
from lifecycle import clock
from lifecycle.refusals import refusals_in, status_of
from programs.rules import days_left, deadline_for, local_day


@login_required
def claim_ask(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask a colleague; `?for=` names the slot or invoice the person came from."""
    claim = partner_claim(request, public_id, "ask")
    people, zone, deadline = colleagues(claim, request.user), claim.program.zone, _deadline(claim)
    days = {"today": local_day(clock.now(), zone), "last": local_day(deadline - timedelta(seconds=1), zone)}
    sent = request.POST if request.method == "POST" else None
    form = AskForm(sent, claim=claim, people=people, initial={"place": request.GET.get("for")}, **days)
    if form.is_valid():
        with refusals_in(form):
            found = asking.ask(claim.pk, user=request.user, **form.facts)
            messages.success(request, _("%(name)s was asked, and gets a mail.") % {"name": found.asked})
            return redirect("claim", claim.public_id)
    context = {"form": form, "claim": claim, "people": people, "deadline": deadline}
    return render(request, "claims/ask.html", context, status=status_of(form))


def _deadline(claim: Claim) -> Any:
    return deadline_for(claim.period, claim.partner)


def _ask(claim: Claim, public_id: str) -> Ask:
    asks = claim.asks.select_related("requirement", "expense", "asked", "by", "ended_by")
    found = get_object_or_404(asks.select_related("document__uploaded_by"), public_id=public_id)
    found.claim = claim
    return found


@streaming_upload
@login_required
def claim_asked(request: HttpRequest, public_id: str, ask: str) -> HttpResponse:
    """What is asked for, and for the colleague the upload; afterwards what became of it."""
    claim = partner_claim(request, public_id)
    found, today = _ask(claim, ask), local_day(clock.now(), claim.program.zone)
    form = FileForm(request.POST, request.FILES, today=today) if request.method == "POST" else None
    if form and form.is_valid():
        with refusals_in(form):
            asking.give(found, form.cleaned_data["file"], user=request.user)
            messages.success(
                request, _("The file has arrived, and %(name)s gets to know.") % {"name": found.by}
            )
            return redirect("claim_asked", claim.public_id, found.public_id)
    return _page(request, found, file=form or FileForm(today=today))


@require_POST
@login_required
def claim_ask_decline(request: HttpRequest, public_id: str, ask: str) -> HttpResponse:
    """Say why it cannot be given."""
    found = _ask(partner_claim(request, public_id), ask)
    form = WordsForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            asking.decline(found, form.cleaned_data["words"], user=request.user)
            messages.success(request, _("%(name)s gets to know.") % {"name": found.by})
            return redirect("home")
    today = local_day(clock.now(), found.claim.program.zone)
    return _page(request, found, file=FileForm(today=today), why=form)


@require_POST
@login_required
def claim_ask_call_off(request: HttpRequest, public_id: str, ask: str) -> HttpResponse:
    """Take the question back."""
    found = _ask(partner_claim(request, public_id), ask)
    asking.call_off(found, user=request.user)
    messages.success(request, _("%(name)s is not asked any more.") % {"name": found.asked})
    return redirect("claim", found.claim.public_id)


def _page(request: HttpRequest, ask: Ask, *, file: forms.Form, why: forms.Form | None = None) -> HttpResponse:
    at, due = clock.now(), due_of(ask)
    form = why or file
    context = {
        "claim": ask.claim,
        "ask": ask,
        "row": row(ask, request.user),
        "mine": bool(is_asked(request.user, ask)) and ask.claim.is_draft,
        "at": at,
        "due": due,
        "days_left": days_left(at, due, ask.claim.program.zone),
        "file": file,
        "why": why or WordsForm(),
        "form": form,
        "twin": twin_in(file),
    }
    return render(request, "claims/asked.html", context, status=status_of(form))
