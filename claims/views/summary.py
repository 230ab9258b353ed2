"""The summary of a submitted claim: each version as a PDF, once a worker has written it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims.models import Claim, Summary
from claims.views.fetch import partner_claim
from lifecycle import ActionRefused, clock


def summaries_of(claim: Claim) -> list[Summary]:
    """All versions, newest first, as their rows draw them."""
    found = claim.summaries.select_related("claim", "submitted_by", "document__uploaded_by")
    return list(found.order_by("-version"))


@require_safe
@login_required
def claim_summary(request: HttpRequest, public_id: str) -> HttpResponse:
    """The versions of a claim's summary; htmx asks for the newest alone while it is being written."""
    claim = partner_claim(request, public_id)
    versions = summaries_of(claim)
    if not versions:
        raise ActionRefused(_("There is a summary once the claim was submitted."))
    context: dict[str, Any] = {
        "claim": claim,
        "versions": versions,
        "summary": versions[0],
        "at": clock.now(),
    }
    alone = bool(request.headers.get("HX-Request"))
    return render(request, "claims/_summary.html" if alone else "claims/summary.html", context)
