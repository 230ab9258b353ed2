"""The page of the demo's clock: what time the portal believes it is, what comes next, and how to get there."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from claims_portal.demo import travel
from claims_portal.demo.coming import coming
from claims_portal.demo.forms import HopForm, MomentForm
from claims_portal.demo.happened import happened
from claims_portal.demo.people import BERLIN
from lifecycle import clock


@require_http_methods(["GET", "HEAD", "POST"])
def demo_clock(request: HttpRequest) -> HttpResponse:
    """Portal time and real time, and the ways ahead."""
    at = clock.now()
    moment = MomentForm(request.POST if "day" in request.POST else None, at=at)
    if request.method == "POST" and (target := _target(request, moment, at)):
        return _set_off(request, target, at)
    return render(request, "demo/clock.html", _facts(at) | {"form": moment})


def _target(request: HttpRequest, moment: MomentForm, at: datetime) -> datetime | None:
    if moment.is_bound:
        return moment.target() if moment.is_valid() else None
    hop = HopForm(request.POST)
    return hop.target(at) if hop.is_valid() else None


def _set_off(request: HttpRequest, target: datetime, at: datetime) -> HttpResponse:
    way = travel.journey(at)
    if way and not way.is_over:
        messages.warning(request, _("The clock is on its way already."))
    else:
        travel.promise(target, at)
    return redirect("demo_clock")


@require_safe
def demo_clock_way(request: HttpRequest) -> HttpResponse:
    """How far it is: the part of the page that asks for itself again."""
    at = clock.now()
    way = travel.journey(at)
    if way is None or way.is_over or not request.htmx:
        return HttpResponse(headers={"HX-Refresh": "true"}) if request.htmx else redirect("demo_clock")
    return render(request, "demo/_clock_way.html", {"at": at, "way": way, "zone": BERLIN})


def _facts(at: datetime) -> dict[str, Any]:
    way = travel.journey(at)
    return {
        "at": at,
        "real": clock.real(),
        "moved": clock.moved_by(),
        "zone": BERLIN,
        "way": way if way and not way.is_over else None,
        "coming": coming(at),
        "last": way,
        "happened": happened(way.began, at) if way else [],
    }
