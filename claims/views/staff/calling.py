"""Calling for originals and closing the call (R16)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims.actions import originals
from claims.calls import calls_of, first_due
from claims.enums import CallOutcome
from claims.forms.originals import CallForm, CloseForm
from claims.models import Claim
from claims.retention import keep_until
from claims.views.staff.choices import Choice
from claims.views.staff.reaching import Roles, on_claim
from claims.workflow import verdict
from lifecycle import ActionRefused, Verdict, clock
from lifecycle.refusals import refusals_in, status_of
from programs.rules import last_local_day


def called(claim: Claim, verdicts: Mapping[str, Verdict], at: datetime) -> dict[str, Any]:
    """For the bench: the calls of the claim, and what the person may do next; only reviewers may do anything."""
    verb = "close_call" if claim.open_call else "call"
    label = _("Close the call") if claim.open_call else _("Call for originals")
    page = reverse("review_call_close" if claim.open_call else "review_call", args=[claim.public_id])
    choice = None if verdicts[verb].forbidden else Choice(label, page, verdicts[verb])
    return {"calls": calls_of(claim, at, staff=True), "call_choice": choice}


@require_http_methods(["GET", "HEAD", "POST"])
@on_claim
def review_call(request: HttpRequest, claim: Claim, roles: Roles) -> HttpResponse:
    """Call for originals; the page says until when before it is sent."""
    at = clock.now()
    _require(request, claim, "call")
    due = first_due(claim, at)
    form = CallForm(request.POST or None, earliest=last_local_day(due, claim.program.zone))
    if form.is_valid():
        with refusals_in(form):
            given = form.cleaned_data
            originals.call(claim.pk, given["words"], user=request.user, day=given["day"])
            messages.success(request, _("The originals are called for; the partner has got a mail."))
            return redirect("review_claim", claim.public_id)
    context = {"claim": claim, "form": form, "due": due, "at": at, "keep_until": keep_until(claim)}
    return render(request, "claims/staff/call.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@on_claim
def review_call_close(request: HttpRequest, claim: Claim, roles: Roles) -> HttpResponse:
    """Say what became of the open call; the partner hears of it."""
    at = clock.now()
    _require(request, claim, "close_call")
    form = CloseForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            given = form.cleaned_data
            originals.close(claim.pk, CallOutcome(given["outcome"]), given["words"], user=request.user)
            messages.success(request, _("The call is closed; the partner has got a mail."))
            return redirect("review_claim", claim.public_id)
    found = next((one for one in calls_of(claim, at, staff=True) if one.call.is_open), None)
    context = {"claim": claim, "form": form, "called": found, "at": at}
    return render(request, "claims/staff/call_close.html", context, status=status_of(form))


def _require(request: HttpRequest, claim: Claim, verb: str) -> None:
    """Looked at in the wrong moment: 403 or 409; what was typed and sent is judged by its action."""
    answer = verdict(claim, verb, request.user, clock.now())
    if not answer and (answer.forbidden or request.method != "POST"):
        raise ActionRefused(answer)
