"""The funds of a location, and one fund with the entries behind its figures."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.current import LocatedRequest
from funds.course import course_of
from funds.entries import entry_rows
from funds.figures import figures_of, funds_for_home
from funds.models import Fund
from funds.outlook import outlook_of
from funds.periods import by_program
from funds.shown import BY_CODE
from lifecycle import clock
from programs.permissions import held_roles


@require_safe
@login_required
def funds(request: LocatedRequest) -> HttpResponse:
    """All funds of the current location by program: open ones first, then the program's periods drawn."""
    location = request.locations.current
    if location is None:
        return redirect("fund_search" if held_roles(request.user) else "home")
    rows = funds_for_home(request.user, location, clock.now())
    return render(request, "funds/list.html", {"programs": by_program(rows), "location": location})


@require_safe
@login_required
def fund(request: LocatedRequest, public_id: str) -> HttpResponse:
    """One fund: its figures, its course, what becomes of what is left, and every entry, newest first."""
    found, at = _found(request, public_id), clock.now()
    figures = figures_of(found, at)
    context = {
        "fund": found,
        "figures": figures,
        "course": course_of(figures, at),
        "outlook": outlook_of(figures, request.user, at),
        "page": entry_rows(found, request.user, before=_number(request.GET.get("before", ""))),
        "own": request.locations.current == found.partner,
        "ours": found.partner in request.locations.all,
    }
    return render(request, "funds/fund.html", context)


@require_safe
@login_required
def fund_figure(request: LocatedRequest, public_id: str, figure: str) -> HttpResponse:
    """One figure of a fund: what it means, and the entries that add up to it."""
    found, shown = _found(request, public_id), BY_CODE.get(figure)
    if shown is None:
        raise Http404
    before = _number(request.GET.get("before", ""))
    figures = figures_of(found, clock.now())
    context = {
        "fund": found,
        "figures": figures,
        "shown": shown,
        "amount": figures.text(shown.of(found)),
        "page": entry_rows(found, request.user, figure=shown, before=before),
    }
    return render(request, "funds/figure.html", context)


def _found(request: LocatedRequest, public_id: str) -> Fund:
    return get_object_or_404(Fund.objects.visible_to(request.user).for_reading(), public_id=public_id)


def _number(text: str) -> int | None:
    """The entry number a page starts before; None, the newest page, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
