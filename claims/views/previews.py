"""A file looked at on the page: the viewer by itself, and the pictures it is made of."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.models import Claim
from claims.viewing import places_of
from claims.views.fetch import document_of, is_partner
from documents import looking
from documents.viewing import viewer
from lifecycle import clock


@require_safe
@login_required
def claim_file_view(request: HttpRequest, public_id: str, document: str) -> HttpResponse:
    """Read one file, page by page, for everybody who sees its claim."""
    claims = Claim.objects.visible_to(request.user).for_acting()
    claim = get_object_or_404(claims, public_id=public_id)
    found = document_of(claim, document)
    context = {
        "claim": claim,
        "document": found,
        "viewer": viewer(request, places_of(claim), found, clock.now()),
        "is_partner": is_partner(request.user, claim),
    }
    return render(request, "claims/file.html", context)


@require_safe
@login_required
def claim_file_page(request: HttpRequest, public_id: str, document: str, number: int) -> HttpResponseBase:
    """The picture of one page."""
    claim = get_object_or_404(Claim.objects.visible_to(request.user), public_id=public_id)
    return looking.page(document_of(claim, document), number, user=request.user, at=clock.now())


@require_safe
@login_required
def claim_file_thumbnail(request: HttpRequest, public_id: str, document: str) -> HttpResponseBase:
    """The small picture of page 1."""
    claim = get_object_or_404(Claim.objects.visible_to(request.user), public_id=public_id)
    return looking.thumbnail(document_of(claim, document), user=request.user, at=clock.now())
