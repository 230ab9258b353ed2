"""Fetch and authorise in one call: the first line of every partner page of a claim."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from claims import workflow
from claims.converting import at_newest_rates, foreign_lines
from claims.models import Claim
from claims.permissions import PARTNER_ROLES, roles_on_page
from documents.models import Document
from funds.figures import FundFigures, figures_of
from lifecycle import ActionRefused, Verdict, clock

READING = ("GET", "HEAD")


def partner_claim(request: HttpRequest, public_id: str, verb: str | None = None) -> Claim:
    """A claim for a page of the partner's people, with all that pages read.

    Http404 for a stranger; ActionRefused for staff (403), and where the page is only
    of use for `verb` and that is not possible now (403, 409). A POST is judged by its
    action instead, so that what was typed stays on the page. A draft's foreign lines stand at today's rates.
    """
    claim = get_object_or_404(Claim.objects.visible_to(request.user).for_page(), public_id=public_id)
    if not is_partner(request.user, claim):
        raise ActionRefused(Verdict(False, _("This page is for the people of the partner."), forbidden=True))
    if verb and request.method in READING:
        verdict = workflow.verdict(claim, verb, request.user, clock.now())
        if not verdict:
            raise ActionRefused(verdict)
    if claim.is_draft and foreign_lines(claim):
        at_newest_rates(claim, clock.now())
    return claim


def document_of(claim: Claim, public_id: str) -> Document:
    """A file that this claim uses, with who restricts it; anything else does not exist here: Http404."""
    ours = Q(certifications__claim=claim) | Q(summaries__claim=claim) | Q(letters__decision__claim=claim)
    used = Document.objects.filter(
        Q(expenses__claim=claim) | Q(proofs__claim=claim) | Q(asks__claim=claim) | ours
    ).distinct()
    found = used.select_related("uploaded_by").prefetch_related(
        "restrictions__asked_by", "restrictions__agreed_by"
    )
    return get_object_or_404(found, public_id=public_id)


def is_partner(user: Any, claim: Claim) -> bool:
    """Whether the person works for the claim's location."""
    return bool(roles_on_page(user, claim) & PARTNER_ROLES)


def figures_for(claim: Claim, at: datetime) -> FundFigures | None:
    """The fund the claim draws on, or None where nothing was earned yet; nothing is written."""
    return figures_of(claim.fund, at) if claim.fund else None
