"""Files of a claim: opened by everybody who sees the claim, and their state while it changes."""

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from claims.models import Claim
from claims.slots import may_be_removed
from claims.views.fetch import is_partner
from documents import serving
from documents.models import Document
from lifecycle import clock
from review.actions import open_request


def _document(claim: Claim, public_id: str) -> Document:
    """A file that this claim uses; anything else does not exist here."""
    used = Document.objects.filter(Q(expenses__claim=claim) | Q(proofs__claim=claim)).distinct()
    return get_object_or_404(used.select_related("uploaded_by"), public_id=public_id)


@require_safe
@login_required
def claim_file(request: HttpRequest, public_id: str, document: str) -> HttpResponseBase:
    """Download one file, if it is clean."""
    claim = get_object_or_404(Claim.objects.visible_to(request.user), public_id=public_id)
    found = _document(claim, document)
    return serving.serve(
        found, user=request.user, at=clock.now(), byte_range=request.headers.get("Range", "")
    )


@require_safe
def claim_file_state(request: HttpRequest, public_id: str, document: str) -> HttpResponse:
    """One file row by itself, asked for again and again while the file is being checked."""
    if not request.user.is_authenticated:
        # A sign-in page inside a row helps nobody; the page's next real step leads there.
        return HttpResponse(status=204)
    claim = get_object_or_404(Claim.objects.visible_to(request.user), public_id=public_id)
    found = _document(claim, document)
    context = {
        "claim": claim,
        "document": found,
        "at": clock.now(),
        "remove_url": _remove_url(request, claim, found),
    }
    return render(request, "claims/file_state.html", context)


def _remove_url(request: HttpRequest, claim: Claim, document: Document) -> str:
    proof = claim.proofs.filter(document=document).first()
    if proof is None or not is_partner(request.user, claim):
        return ""
    if not may_be_removed(claim, proof, open_request(claim)):
        return ""
    return reverse("claim_proof_remove", args=[claim.public_id, proof.public_id])
