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
from claims.forms.queue import GiveForm, QueueFilter, SaveFilterForm
from claims.models import Claim
from claims.order import Order, Page, Place, page_of
from claims.queue import RISEN, drawn, in_state, narrow, risen, rows_of, tally
from lifecycle import clock
from programs.enums import VendorRole
from programs.permissions import held_roles, people_of, programs_of
from review.models import SavedFilter


@require_safe
@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """Claims of the person's programs, by the promise; open ones unless asked otherwise."""
    claims, at = Claim.objects.in_queue(request.user), clock.now()
    roles = held_roles(request.user)
    if not roles:
        raise Http404
    form = QueueFilter(
        request.GET,
        programs=programs_of(roles),
        countries=claims.open().order_by().values_list("partner__country", flat=True).distinct(),
    )
    wanted, order = form.wanted, form.order
    narrowed = narrow(claims, wanted, request.user)
    shown = drawn(in_state(narrowed.claims, wanted.get("state", "")))
    page, told = page_of(shown, order, **_place(request, order)), tally(narrowed, at)
    asking = risen(claims) if not request.GET else []
    context = {
        "risen": asking[:RISEN],
        "more_risen": len(asking) > RISEN,
        "filter": form,
        "active": len(wanted),
        "order": order,
        "tabs": _tabs(request, told.counts, wanted.get("state", "")),
        "rows": rows_of(page.claims, at),
        "ages": [] if {"after", "before"} & set(request.GET) else told.ages,
        "reviews": any(one.role == VendorRole.REVIEWER for one in roles),
        **_arranged(request, roles),
        **_pages(request, page),
    }
    return render(request, "claims/staff/queue.html", context)


def _arranged(request: HttpRequest, roles: list) -> dict[str, Any]:
    """The person's own filters; for a lead, to whom claims can be given."""
    query = QueueFilter.query_of(request.GET.urlencode())
    managed = [one.program_id for one in roles if one.role == VendorRole.MANAGER and one.program_id]
    give = GiveForm(reviewers=people_of(managed, VendorRole.REVIEWER)) if managed else None
    saved = list(SavedFilter.objects.filter(user=request.user))
    return {"query": query, "saved": saved, "save": SaveFilterForm(initial={"query": query}), "give": give}


@require_POST
@login_required
def queue_next(request: HttpRequest) -> HttpResponse:
    """Put the most urgent claim that nobody has on the bench."""
    claim = take_next(user=request.user)
    if claim is None:
        messages.info(request, _("Nothing waits that is not on somebody's bench already."))
        return redirect("queue")
    messages.success(request, _("You have this claim on the bench now; others see that."))
    return redirect("review_claim", claim.public_id)


def _place(request: HttpRequest, order: Order) -> dict[str, Place | None]:
    return {name: order.place(request.GET.get(name, "")) for name in ("after", "before")}


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


def _tabs(request: HttpRequest, found: dict[str, str], state: str) -> list[dict[str, Any]]:
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
