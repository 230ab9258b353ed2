"""A draft is handed over to the incentives admins, and handed back (R7)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from claims.actions import handing
from claims.forms.asking import NoteForm, WordsForm
from claims.handovers import standing_of
from claims.readiness import missing_to_submit
from claims.views.fetch import partner_claim
from lifecycle import clock
from lifecycle.refusals import refusals_in, status_of


@login_required
def claim_hand_over(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is missing, a note, and the draft is with the incentives admins."""
    claim = partner_claim(request, public_id, "hand_over")
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_in(form):
            handing.hand_over(claim.pk, form.cleaned_data["words"], user=request.user)
            told = _("Your incentives admins have been told that this claim can be submitted.")
            messages.success(request, told)
            return redirect("claim", claim.public_id)
    context = {"claim": claim, "form": form, "missing": missing_to_submit(claim, clock.now())}
    return render(request, "claims/hand_over.html", context, status=status_of(form))


@login_required
def claim_hand_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what is still to be done."""
    claim = partner_claim(request, public_id, "hand_back")
    form = WordsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_in(form):
            handing.hand_back(claim.pk, form.cleaned_data["words"], user=request.user)
            messages.success(request, _("The draft is handed back."))
            return redirect("claim", claim.public_id)
    context = {"claim": claim, "form": form, "standing": standing_of(claim)}
    return render(request, "claims/hand_back.html", context, status=status_of(form))
