"""Files of a claim: opened by everybody who sees the claim, and their state while it changes."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_http_methods, require_safe

from claims.models import Claim, Proof
from claims.slots import may_be_removed
from claims.views.fetch import document_of, is_partner
from documents import restricting, serving
from documents.enums import State
from documents.forms import look_form
from documents.models import Document
from documents.words import not_served
from lifecycle import clock
from review.actions import open_request


@require_safe
@login_required
def claim_file(request: HttpRequest, public_id: str, document: str) -> HttpResponseBase:
    """Download one file, if it is clean; a restricted one asks for a reason first."""
    claim = get_object_or_404(Claim.objects.visible_to(request.user), public_id=public_id)
    found, at = document_of(claim, document), clock.now()
    if found.state != State.CLEAN or found.bytes_deleted_at:
        context = {"claim": claim, "document": found, "words": not_served(found)}
        status = HTTPStatus.GONE if found.bytes_deleted_at else HTTPStatus.CONFLICT
        return render(request, "claims/look_gone.html", context, status=status)
    if restricting.needs_reason(found, request.user, at):
        return ask_why(claim, found)
    return serving.serve(
        found,
        user=request.user,
        at=at,
        byte_range=request.headers.get("Range", ""),
        if_range=request.headers.get("If-Range", ""),
        head=request.method == "HEAD",
    )


def ask_why(claim: Claim, document: Document, then: str = "") -> HttpResponse:
    """To the page that asks why somebody looks at a restricted file; `then`: the path they wanted, if not the file."""
    place = reverse("claim_file_look", args=[claim.public_id, document.public_id])
    return redirect(f"{place}?{urlencode({'next': then})}" if then else place)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def claim_file_look(request: HttpRequest, public_id: str, document: str) -> HttpResponse:
    """Why do you need to look? The answer is recorded, and lasts for a quarter of an hour."""
    claim = get_object_or_404(Claim.objects.visible_to(request.user), public_id=public_id)
    found, at = document_of(claim, document), clock.now()
    form = look_form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        restricting.give_reason(found, user=request.user, at=at, reason=reason)
        return redirect(_wanted(request) or request.path)
    context = {
        "claim": claim,
        "document": found,
        "form": form,
        "restriction": restricting.restriction_of(found),
        "until": restricting.look_ends(found, request.user, at),
        "is_partner": is_partner(request.user, claim),
    }
    return render(request, "claims/look.html", context)


def _wanted(request: HttpRequest) -> str:
    """The page of ours that sent the person here, or ""."""
    wanted = request.GET.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""


@require_safe
def claim_file_state(request: HttpRequest, public_id: str, document: str) -> HttpResponse:
    """One file row by itself, asked for again and again while the file is being checked."""
    if not request.user.is_authenticated:
        # A sign-in page inside a row helps nobody; the page's next real step leads there.
        return HttpResponse(status=204)
    claim = get_object_or_404(Claim.objects.visible_to(request.user), public_id=public_id)
    found = document_of(claim, document)
    # One file may prove several things: the row says for which of them it stands.
    proof = found.proofs.filter(claim=claim, public_id=request.GET.get("proof", "")).first()
    context = {
        "claim": claim,
        "document": found,
        "proof": proof,
        "at": clock.now(),
        "remove_url": _remove_url(request, claim, proof),
    }
    return render(request, "claims/file_state.html", context)


def _remove_url(request: HttpRequest, claim: Claim, proof: Proof | None) -> str:
    if proof is None or not is_partner(request.user, claim):
        return ""
    if not may_be_removed(claim, proof, open_request(claim)):
        return ""
    return reverse("claim_proof_remove", args=[claim.public_id, proof.public_id])
