"""Start a claim: from which fund and period, for which activity, under which name; or as a copy."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.models import Partner
from claims.actions import drafting
from claims.copying import left_out
from claims.forms.activity import CopyForm, StartForm
from claims.models import Claim
from claims.opening import open_periods
from claims.views.fetch import partner_claim
from funds.figures import FundFigures, funds_for_home
from lifecycle import clock
from lifecycle.refusals import refusals_in, status_of
from programs.models import ActivityTypeVersion, Program, UsagePeriod
from programs.rules import days_left, draft_window


@dataclass(frozen=True)
class OpenPeriod:
    """A usage period in which a draft may be started now."""

    period: UsagePeriod
    deadline: datetime
    days_left: int
    figures: FundFigures | None


@login_required
def claim_new(request: HttpRequest) -> HttpResponse:
    """Three steps, each an address of its own: fund and period, activity, name.

    What the address says goes along, so that one may begin with an activity, or with a `title` for the third step.
    """
    location = request.locations.current
    if location is None:
        return redirect("home")
    at = clock.now()
    periods = _open_periods(request.user, location, at)
    chosen = _chosen_period(request, periods)
    if chosen is None:
        context = {"periods": periods, "carried": _carried(request, "activity", "title")}
        return render(request, "claims/new_period.html", context)
    offered = ActivityTypeVersion.objects.offered(chosen.period.fiscal_year).with_rules()
    activity = offered.filter(activity_type__code=request.GET.get("activity", "")).first()
    if activity is None:
        groups = groupby(offered, key=lambda one: one.activity_type.get_category_display())
        context = {
            "chosen": chosen,
            "groups": [(name, list(members)) for name, members in groups],
            "carried": _carried(request, "title"),
        }
        return render(request, "claims/new_activity.html", context)
    return _name_it(request, location, chosen, activity)


def _carried(request: HttpRequest, *names: str) -> str:
    """What of the address goes along to the next step, to be put behind another parameter."""
    given = {name: request.GET[name] for name in names if request.GET.get(name)}
    return f"&{urlencode(given)}" if given else ""


def _name_it(
    request: HttpRequest, location: Partner, chosen: OpenPeriod, activity: ActivityTypeVersion
) -> HttpResponse:
    given = {"title": request.GET.get("title", "")}
    form = StartForm(request.POST if request.method == "POST" else None, initial=given)
    if form.is_valid():
        with refusals_in(form):
            claim = drafting.create(
                location, chosen.period, activity, form.cleaned_data["title"], user=request.user
            )
            messages.success(request, _("The draft is saved. Do the tasks in any order."))
            return redirect("claim", claim.public_id)
    carried = _carried(request, "title")
    context = {"form": form, "chosen": chosen, "activity": activity, "carried": carried}
    return render(request, "claims/new_title.html", context, status=status_of(form))


def _open_periods(
    user: Any, location: Partner, at: datetime, only: Program | None = None
) -> list[OpenPeriod]:
    """Usage periods whose draft window is open (R2), of programs the location takes part in today."""
    figures = {figure.fund.period_id: figure for figure in funds_for_home(user, location, at)}
    found = []
    for period in open_periods(user, location, at, only):
        closes = draft_window(period, location).closes
        left = days_left(at, closes, period.program.zone)
        found.append(OpenPeriod(period, closes, left, figures.get(period.pk)))
    return found


def _chosen_period(request: HttpRequest, periods: list[OpenPeriod]) -> OpenPeriod | None:
    wanted = request.GET.get("period", "")
    return next((one for one in periods if str(one.period.pk) == wanted), None)


@login_required
def claim_copy(request: HttpRequest, public_id: str) -> HttpResponse:
    """A new draft with the words of this claim; its activity's rules are those of the chosen period."""
    claim = partner_claim(request, public_id, "copy")
    at = clock.now()
    periods = [one.period for one in _open_periods(request.user, claim.partner, at, claim.program)]
    first = {"period": periods[-1]} if periods else {}
    form = CopyForm(request.POST if request.method == "POST" else None, periods=periods, initial=first)
    if form.is_valid():
        with refusals_in(form):
            copied = _copied(claim, form.cleaned_data["period"], request.user, form)
            if copied:
                words = _("The copy is a draft now. Not taken over: %(parts)s. Add those of this activity.")
                messages.success(request, words % {"parts": ", ".join(left_out(claim))})
                return redirect("claim", copied.public_id)
    context = {"form": form, "claim": claim, "periods": periods, "left_out": left_out(claim)}
    return render(request, "claims/copy.html", context, status=status_of(form))


def _copied(claim: Claim, period: UsagePeriod, user: Any, form: CopyForm) -> Claim | None:
    offered = ActivityTypeVersion.objects.offered(period.fiscal_year)
    activity = offered.filter(activity_type=claim.activity.activity_type).first()
    if activity is None:
        form.add_error("period", _("This kind of activity cannot be claimed in that usage period."))
        return None
    return drafting.copy(claim, period, activity, user=user)
