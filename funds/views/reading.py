"""The funds of a location, and one fund with the entries behind its figures."""

from decimal import Decimal

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.current import LocatedRequest
from funds.entries import entry_rows
from funds.figures import figures_of, funds_for_home
from funds.models import Fund, Recovery
from lifecycle import clock


@require_safe
@login_required
def funds(request: LocatedRequest) -> HttpResponse:
    """All funds of the current location, open ones first."""
    location = request.locations.current
    if location is None:
        return redirect("home")
    rows = funds_for_home(request.user, location, clock.now())
    return render(request, "funds/list.html", {"funds": rows, "location": location})


@require_safe
@login_required
def fund(request: LocatedRequest, public_id: str) -> HttpResponse:
    """One fund: its figures and every entry, newest first, a page at a time."""
    found = get_object_or_404(Fund.objects.visible_to(request.user).for_reading(), public_id=public_id)
    context = {
        "fund": found,
        "figures": figures_of(found, clock.now()),
        "page": entry_rows(found, request.user, before=_number(request.GET.get("before", ""))),
        "owed": sum((one.outstanding for one in Recovery.objects.open().filter(fund=found)), Decimal(0)),
        "own": request.locations.current == found.partner,
    }
    return render(request, "funds/fund.html", context)


def _number(text: str) -> int | None:
    """The entry number a page starts before; None, the newest page, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
