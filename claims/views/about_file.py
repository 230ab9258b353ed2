"""One file of a claim for the partner's people: what it is called, what is noted, and where it is used."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from claims import workflow
from claims.actions import filing
from claims.actions.proving import verb_of
from claims.forms.proof import DescribeForm
from claims.models import Claim
from claims.reusing import uses_of
from claims.views.fetch import document_of, partner_claim
from documents.models import Document
from lifecycle import clock
from lifecycle.refusals import refusals_in, status_of


@login_required
def claim_file_about(request: HttpRequest, public_id: str, document: str) -> HttpResponse:
    """Its receipt and its uses; short title and note can be changed until it is sent."""
    claim = partner_claim(request, public_id)
    found, at = document_of(claim, document), clock.now()
    stored = {"label": found.label, "note": found.note}
    form = DescribeForm(request.POST or None, initial=stored.copy())
    form.saw(stored)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            words = {name: form.cleaned_data[name] for name in stored}
            filing.describe_file(claim.pk, found, **words, user=request.user, seen=form.marks)
            messages.success(request, _("Name and note are saved."))
            return redirect(request.path)
    context = {
        "claim": claim,
        "document": found,
        "at": at,
        "form": form if form.is_bound or _may_describe(request, claim, found) else None,
        "uses": uses_of([found], request.user, claim.partner).get(found.pk, []),
    }
    return render(request, "claims/file_about.html", context, status=status_of(form))


def _may_describe(request: HttpRequest, claim: Claim, document: Document) -> bool:
    may = workflow.verdict(claim, verb_of(claim.pk), request.user, clock.now())
    return bool(may) and not filing.sent_with(document, claim)
