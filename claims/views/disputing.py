"""After the decision, for the partner: dispute it, with files, or accept it and let the rest go."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims.actions import disputing
from claims.forms.disputing import DisputeForm
from claims.forms.proof import FileForm
from claims.models import Claim
from claims.rest import rest_of
from claims.views.fetch import partner_claim
from documents.upload import streaming_upload
from lifecycle import clock
from lifecycle.refusals import refusals_in, status_of
from programs.rules import local_day
from review.clocks import dispute_due


@streaming_upload
@login_required
def claim_dispute(request: HttpRequest, public_id: str) -> HttpResponse:
    """What was cut, why the partner disagrees, and files; kept until it is sent."""
    claim = partner_claim(request, public_id, "prepare_dispute")
    today = local_day(clock.now(), claim.program.zone)
    files = request.POST.get("answer") == "file"
    pressed = _pressed(request, claim, FileForm(request.POST, request.FILES, today=today) if files else None)
    if pressed and pressed.is_valid():
        with refusals_in(pressed):
            page, said = _do(request, claim, pressed)
            messages.success(request, said)
            return redirect(page, claim.public_id)
    shown = {
        "file": pressed if files else FileForm(today=today),
        "dispute": pressed if pressed and not files else DisputeForm(claim),
    }
    return _page(request, claim, pressed, shown)


def _pressed(request: HttpRequest, claim: Claim, file: forms.Form | None) -> forms.Form | None:
    if request.method != "POST":
        return None
    return file or DisputeForm(claim, request.POST, sending="send" in request.POST)


def _do(request: HttpRequest, claim: Claim, form: forms.Form) -> tuple[str, str]:
    """What the pressed button asks for; returns the page that comes next, and what to say."""
    if "file" in form.cleaned_data:
        disputing.add_file(claim.pk, form.cleaned_data["file"], user=request.user)
        return "claim_dispute", _("The file has arrived. It is not sent yet.")
    statement, lines = form.cleaned_data["statement"], form.chosen()
    if form.sending:
        disputing.dispute(claim.pk, statement, lines, user=request.user)
        return "claim", _("Your dispute was sent. Somebody else looks at the decision now.")
    disputing.save(claim.pk, statement, lines, user=request.user)
    return "claim_dispute", _("Your words are saved. They are not sent yet.")


def _page(
    request: HttpRequest, claim: Claim, form: forms.Form | None, shown: dict[str, forms.Form]
) -> HttpResponse:
    at = clock.now()
    context: dict[str, Any] = {
        "claim": claim,
        "at": at,
        "rest": rest_of(claim, at),
        "due": dispute_due(claim.program, at),
        "proofs": [one for one in claim.proofs.all() if one.for_dispute],
        "form": form,
        **shown,
    }
    return render(request, "claims/dispute.html", context, status=status_of(form) if form else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def claim_accept(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks first, and says what becomes of the money (R11)."""
    claim = partner_claim(request, public_id, "accept")
    if request.method == "POST":
        disputing.accept(claim.pk, user=request.user)
        messages.success(request, _("You have accepted the decision."))
        return redirect("claim", claim.public_id)
    return render(request, "claims/accept.html", {"claim": claim, "rest": rest_of(claim, clock.now())})
