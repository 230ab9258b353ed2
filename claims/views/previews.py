"""A file looked at on the page: the viewer by itself, and the pictures it is made of."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.models import Claim
from claims.viewing import viewer
from claims.views.fetch import document_of, is_partner
from documents import looking
from documents.models import Page
from lifecycle import ActionRefused, clock


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
        "viewer": viewer(request, claim, found, clock.now()),
        "is_partner": is_partner(request.user, claim),
    }
    return render(request, "claims/file.html", context)


@require_safe
@login_required
def claim_file_page(request: HttpRequest, public_id: str, document: str, number: int) -> HttpResponseBase:
    """The picture of one page."""
    page = _page(request, public_id, document, number)
    return looking.picture(page.key, page.version_id)


@require_safe
@login_required
def claim_file_thumbnail(request: HttpRequest, public_id: str, document: str) -> HttpResponseBase:
    """The small picture of page 1."""
    claim = get_object_or_404(Claim.objects.visible_to(request.user), public_id=public_id)
    found = document_of(claim, document)
    verdict = looking.may_look(found, request.user, clock.now())
    if not verdict:
        raise ActionRefused(verdict)
    page = get_object_or_404(Page.objects.exclude(thumbnail_key=""), document=found)
    return looking.picture(page.thumbnail_key, page.thumbnail_version_id)


def _page(request: HttpRequest, public_id: str, document: str, number: int) -> Page:
    """A page of a file that may be looked at now; who asks for it is noted as having looked."""
    claim = get_object_or_404(Claim.objects.visible_to(request.user), public_id=public_id)
    found = document_of(claim, document)
    verdict = looking.look(found, user=request.user, at=clock.now())
    if not verdict:
        raise ActionRefused(verdict)
    return get_object_or_404(Page, document=found, number=number)
