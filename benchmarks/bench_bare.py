"""The bare view of a claim: everything the bench shows, read in the plainest way and listed in the same layout.

No rule is judged, nothing is compared with other claims, no right but seeing the claim is asked for.
"""

from functools import cache
from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template import engines
from django.template.backends.django import Template

from claims.models import Claim
from documents.models import Page
from history.models import Event
from review.models import Message, Note, Request


@cache
def _page() -> Template:
    """Compiled once, as templates of the portal are."""
    return engines["django"].from_string(Path(__file__).with_suffix(".html").read_text(encoding="utf-8"))


@login_required
def bare_claim(request: HttpRequest, public_id: str) -> HttpResponse:
    """Its rows in lists."""
    claims = Claim.objects.visible_to(request.user).select_related("partner", "program", "period", "activity")
    claim = get_object_or_404(claims, public_id=public_id)
    lines = list(claim.expenses.select_related("kind", "document"))
    context = {
        "claim": claim,
        "lines": lines,
        "proofs": claim.proofs.select_related("requirement", "document"),
        "pages": Page.objects.filter(document=lines[0].document),
        "requests": Request.objects.about(claim).select_related("made_by"),
        "decisions": claim.decisions.select_related("by").prefetch_related("lines"),
        "messages_of": Message.objects.about(claim).select_related("by").order_by("-pk")[:10],
        "notes": Note.objects.about(claim).select_related("by").order_by("-pk")[:10],
        "earlier": Claim.objects.filter(partner=claim.partner, activity=claim.activity)[:10],
        "events": Event.objects.about(claim).select_related("actor"),
    }
    return HttpResponse(_page().render(context, request))
