"""Several drafts checked on one page and submitted by one confirmation."""

from http import HTTPStatus
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import PartnerRole
from accounts.models import Partner
from accounts.permissions import partner_role
from claims.actions import together as actions
from claims.enums import ItemState
from claims.forms.filters import ClaimFilterForm
from claims.models import Claim, Together
from claims.together import LOOKED_AT, MOST, Candidate, candidates, takes
from lifecycle import ActionRefused, Verdict, clock


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def together(request: HttpRequest) -> HttpResponse:
    """The chosen drafts, or all of a filter: what each claims and what is missing; then the one button."""
    location = request.locations.current
    if location is None:
        return redirect("home")
    if partner_role(request.user, location) != PartnerRole.ADMIN:
        words = _("Incentives admins submit claims. Hand over each draft that is ready.")
        raise ActionRefused(Verdict(False, words, forbidden=True))
    if request.method == "POST":
        return _submit(request, location)
    found = _candidates(request, location)
    ready = [one for one in found if one.is_ready]
    context = {
        "ready": ready[:MOST],
        "more_ready": max(len(ready) - MOST, 0),
        "others": [one for one in found if not one.is_ready][:MOST],
        "takes": takes(ready[:MOST]),
        "most": MOST,
        "key": uuid4(),
    }
    return render(request, "claims/together.html", context)


def _candidates(request: HttpRequest, location: Partner) -> list[Candidate]:
    """What is chosen by name, or by the filter of the list; the nearest deadline first."""
    mine = Claim.objects.of_partner(request.user, location)
    if "all" in request.GET:
        chosen = ClaimFilterForm(request.GET, claims=mine, user=request.user).narrow(mine).drafts()
    else:
        chosen = mine.filter(public_id__in=request.GET.getlist("claim")[:MOST])
    claims = chosen.for_page().with_deadline().order_by("deadline", "pk")[:LOOKED_AT]
    return candidates(list(claims), location, request.user, clock.now())


def _submit(request: HttpRequest, location: Partner) -> HttpResponse:
    chosen, key = request.POST.getlist("claim"), request.POST.get("key", "")[:36]
    asked = actions.ask(location, chosen, key, user=request.user)
    if asked.items.count() <= actions.AT_ONCE:
        actions.carry_out(asked)
    return redirect("together_result", asked.public_id)


@require_safe
@login_required
def together_result(request: HttpRequest, public_id: str) -> HttpResponse:
    """What became of each: its number, or why it is still a draft."""
    visible = Together.objects.visible_to(request.user).select_related("partner", "asked_by")
    asked = get_object_or_404(visible, public_id=public_id)
    items = list(asked.items.select_related("claim__program", "claim__period"))
    waiting = sum(one.state == ItemState.WAITING for one in items)
    alone = bool(request.headers.get("HX-Request"))
    if alone and not waiting:
        # The bar has done its work: the whole page has something new to say.
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"HX-Refresh": "true"})
    context = {
        "asked": asked,
        "items": items,
        "waiting": waiting,
        "done": len(items) - waiting,
        "total": len(items),
    }
    template = "claims/_together_progress.html" if alone else "claims/together_result.html"
    submitted = sum(one.state == ItemState.SUBMITTED for one in items)
    return render(request, template, context | {"submitted": submitted})
