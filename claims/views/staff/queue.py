"""The queue, and "Take next"."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims.actions.taking import take_next
from claims.enums import OPEN_STATES, STAFF_LABELS
from claims.forms.queue import QueueFilter
from claims.models import Claim
from claims.queue import Page, Place, counts, in_state, narrow, page_of, rows_of
from lifecycle import clock
from programs.enums import VendorRole
from programs.permissions import held_roles, programs_of


@require_safe
@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """Claims of the person's programs, longest waiting first; open ones unless asked otherwise."""
    claims = Claim.objects.in_queue(request.user)
    roles = held_roles(request.user)
    if not roles:
        raise Http404
    form = QueueFilter(
        request.GET,
        programs=programs_of(roles),
        countries=claims.open().order_by().values_list("partner__country", flat=True).distinct(),
    )
    wanted = form.wanted
    narrowed = narrow(claims, wanted, request.user)
    page = page_of(in_state(narrowed, wanted.get("state", "")).for_queue(), **_place(request))
    context = {
        "filter": form,
        "active": len(wanted),
        "tabs": _tabs(request, counts(narrowed), wanted.get("state", "")),
        "rows": rows_of(page.claims, clock.now()),
        "reviews": any(one.role == VendorRole.REVIEWER for one in roles),
        **_pages(request, page),
    }
    return render(request, "claims/staff/queue.html", context)


@require_POST
@login_required
def queue_next(request: HttpRequest) -> HttpResponse:
    """Take the claim that has waited longest, and open its bench."""
    claim = take_next(user=request.user)
    if claim is None:
        messages.info(request, _("Nothing waits to be taken."))
        return redirect("queue")
    messages.success(request, _("You have taken this claim."))
    return redirect("review_claim", claim.public_id)


def _place(request: HttpRequest) -> dict[str, Place | None]:
    return {name: Place.read(request.GET.get(name, "")) for name in ("after", "before")}


def _address(request: HttpRequest, **changes: Any) -> str:
    """The queue with the same filter and these parameters instead; from the first page on unless they say."""
    query = request.GET.copy()
    for name in ("after", "before", *changes):
        query.pop(name, None)
    query.update({name: str(value) for name, value in changes.items() if value})
    return f"{reverse('queue')}?{query.urlencode()}" if query else reverse("queue")


def _pages(request: HttpRequest, page: Page) -> dict[str, str]:
    return {
        "previous_url": _address(request, before=page.previous) if page.previous else "",
        "next_url": _address(request, after=page.following) if page.following else "",
        "first_url": _address(request),
    }


def _tabs(request: HttpRequest, found: dict[str, int], state: str) -> list[dict[str, Any]]:
    labels = {"": _("All open"), **{one.value: STAFF_LABELS[one] for one in OPEN_STATES}}
    return [
        {
            "label": label,
            "count": found[value],
            "url": _address(request, state=value),
            "current": value == state,
        }
        for value, label in labels.items()
    ]
