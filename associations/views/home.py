"""The list of a location's associations, and the home of one: the steps of a draft, else how it stands."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from associations import workflow
from associations.checklist import steps_of
from associations.consent import consent_of
from associations.enums import AssociationState
from associations.forms.filters import FilterForm
from associations.forms.reviewing import WordsForm
from associations.limits import dispute_ends
from associations.models import Association
from associations.permissions import PARTNER_ROLES, roles_of
from associations.readiness import findings_of
from associations.rivals import rivals_of
from associations.views.fetch import programs_taking
from associations.words import decided_because, timeline
from history.models import Event
from lifecycle import clock
from lists.paging import page_of
from review.actions import open_request
from review.models import Message

#: So long the name of a claim may be.
CLAIM_TITLE = 150


@require_safe
@login_required
def associations(request: HttpRequest) -> HttpResponse:
    """The list, newest change first unless another order is chosen."""
    location = request.locations.current
    if location is None:
        return redirect("home")
    form = FilterForm(request.GET)
    found = form.narrow(Association.objects.of_partner(request.user, location))
    page = page_of(found.for_lists(), request.GET, form.moment)
    context = {
        "filter": form,
        "page": page,
        "may_start": bool(programs_taking(request.user, location)),
    }
    return render(request, "associations/list.html", context)


@require_safe
@login_required
def association(request: HttpRequest, public_id: str) -> HttpResponse:
    """Staff have a page of their own."""
    found = get_object_or_404(Association.objects.visible_to(request.user).for_page(), public_id=public_id)
    if not roles_of(request.user, found) & PARTNER_ROLES:
        return redirect("association_review", found.public_id)
    context = _draft(request, found) if found.is_draft else _status(request, found)
    name = "steps" if found.is_draft else "status"
    return render(request, f"associations/{name}.html", context)


def _draft(request: HttpRequest, found: Association) -> dict[str, Any]:
    at = clock.now()
    location = request.locations.current
    return {
        "association": found,
        "steps": steps_of(found, findings_of(found, at)),
        "allowed": workflow.allowed(found, request.user, at),
        "elsewhere": location if location and location.pk != found.partner_id else None,
    }


def _status(request: HttpRequest, found: Association) -> dict[str, Any]:
    at = clock.now()
    return {
        "association": found,
        "at": at,
        "consent": consent_of(found, at),
        "request_open": open_request(found),
        "reason": decided_because(found),
        "dispute_ends": dispute_ends(found),
        "competes": found.state != "REJECTED_FINAL" and rivals_of(found).exists(),
        "allowed": workflow.allowed(found, request.user, at),
        "claim_query": _claim_query(found),
        "thread": Message.objects.about(found).select_related("by"),
        "message_form": WordsForm(label=_("Message"), auto_id="message-%s"),
        "events": timeline(Event.objects.about(found).for_reading(), found),
    }


def _claim_query(found: Association) -> str:
    """What names a claim after an approved association, where its program lets one begin there; else ""."""
    if found.state != AssociationState.APPROVED or not found.program.association_starts_claim:
        return ""
    title = f"{found.customer_name}: {', '.join(str(item) for item in found.items.all())}"
    return urlencode({"title": Truncator(title).chars(CLAIM_TITLE)})
