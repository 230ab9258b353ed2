"""Managers answer who asks for a later deadline, and give one to all after the portal was away (R1)."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from claims.extending import away_rows, standing_of, standings
from claims.forms.extending import AnswerForm, AwayForm, ForAllForm
from lifecycle import ActionRefused, Verdict, clock
from lifecycle.refusals import refusals_in, status_of
from lists.paging import page_of
from programs.actions.asking import grant_request, refuse_request
from programs.actions.extending import Away, give_to_all
from programs.enums import VendorRole
from programs.models import ExtensionRequest, Outage, Program
from programs.permissions import held_roles, may_manage
from programs.querysets import EXTENDING

View = Callable[..., HttpResponse]


def _reading(view: View) -> View:
    """For managers and auditors; for everybody else there is nothing."""

    @login_required
    @wraps(view)
    def with_role(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        if not {one.role for one in held_roles(request.user)} & set(EXTENDING):
            raise Http404
        return view(request, *args, **kwargs)

    return with_role


@require_safe
@_reading
def extensions(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, the longest first, what was answered, and when the portal was away."""
    seen = ExtensionRequest.objects.visible_to(request.user).for_reading()
    waiting = list(seen.open().order_by("asked_at"))
    stands = standings([(one.period, one.partner) for one in waiting], clock.now())
    outages = Outage.objects.visible_to(request.user).select_related("granted_by")
    context = {
        "waiting": list(zip(waiting, stands, strict=True)),
        "page": page_of(seen.closed(), request.GET, "answered_at"),
        "outages": outages.order_by("-granted_at")[:10],
        "may_give": _managed(request).exists(),
    }
    return render(request, "claims/staff/extensions.html", context)


def _managed(request: HttpRequest) -> QuerySet[Program]:
    return Program.objects.with_role(request.user, VendorRole.MANAGER).filter(active=True)


@require_http_methods(["GET", "HEAD", "POST"])
@_reading
def extension_request(request: HttpRequest, public_id: str) -> HttpResponse:
    """One request with the facts that matter, and the answer to it."""
    seen = ExtensionRequest.objects.visible_to(request.user).for_reading()
    asked = get_object_or_404(seen, public_id=public_id)
    standing = standing_of(asked.period, asked.partner, clock.now())
    form = AnswerForm(request.POST or None, request=asked, standing=standing)
    if form.is_valid():
        with refusals_in(form):
            _answer(asked, form, request)
            messages.success(request, _("Your answer is sent."))
            return redirect("extensions")
        asked.refresh_from_db()
    context = {
        "asked": asked,
        "standing": standing,
        "form": form,
        "may_answer": may_manage(request.user, asked.program).ok,
    }
    return render(request, "claims/staff/extension_request.html", context, status=status_of(form))


def _answer(asked: ExtensionRequest, form: AnswerForm, request: HttpRequest) -> None:
    words = form.cleaned_data["words"]
    if form.grants:
        grant_request(asked, last_day=form.cleaned_data["last_day"], words=words, by=request.user)
    else:
        refuse_request(asked, words=words, by=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@_reading
def extensions_for_all(request: HttpRequest) -> HttpResponse:
    """The portal was away: when, for which programs, what comes back, and the one act that gives more time."""
    programs, at, zone = list(_managed(request)), clock.now(), request.user.zone
    if not programs:
        words = _("Only program managers give an extension to all partners.")
        raise ActionRefused(Verdict(False, words, forbidden=True))
    away = AwayForm(request.GET or None, programs=programs, zone=zone, at=at)
    context = {"away": away, "zone": zone, "at": at}
    if not away.is_valid():
        return render(request, "claims/staff/extensions_for_all.html", context)
    since, until = away.cleaned_data["away_from"], away.cleaned_data["away_until"]
    rows = away_rows(away.chosen, since, until, at)
    form = ForAllForm(request.POST or None, rows=rows, away=away, zone=zone)
    if form.is_valid():
        with refusals_in(form):
            facts = form.cleaned_data
            outage = give_to_all(
                Away(facts["key"], since, until, facts["reason"]), form.days, by=request.user
            )
            messages.success(request, _("Every partner has more time. They are told by mail."))
            return redirect("outage", outage.public_id)
    context |= {"form": form, "rows": rows, "since": since, "until": until}
    return render(request, "claims/staff/extensions_for_all.html", context, status=status_of(form))


@require_safe
@_reading
def outage(request: HttpRequest, public_id: str) -> HttpResponse:
    """The recorded act: when the portal was away, and which deadlines moved by it."""
    seen = Outage.objects.visible_to(request.user).select_related("granted_by")
    found = get_object_or_404(seen, public_id=public_id)
    moved = found.extensions.select_related("period__program").order_by("period__program__code", "deadline")
    context = {"outage": found, "extensions": moved, "zone": request.user.zone}
    return render(request, "claims/staff/outage.html", context)
