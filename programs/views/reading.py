"""What a program asks for, for everybody who is signed in: its periods, its activities, its exchange rates."""

from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.payee import note_look
from accounts.payee import Shown, looks_at, payee_in_force, payee_pending, shown_in_full
from accounts.words import payee_timeline
from history.models import Event
from lifecycle import clock
from programs import payees as payee_sight
from programs import standing
from programs.actions.rates import load_rates
from programs.enums import VendorRole
from programs.forms.reading import PartnerSearch, RatesForm
from programs.models import Program
from programs.permissions import currencies_managed, held_roles
from programs.rate_sheet import SheetUnreadable
from programs.rates import board, month_of


@require_safe
@login_required
def programs(request: HttpRequest) -> HttpResponse:
    """The person's programs: usage periods, deadlines, and how long things take."""
    rows = standing.program_rows(request.user, request.locations.current, clock.now())
    return render(request, "programs/programs.html", {"rows": rows})


@require_safe
@login_required
def activities(request: HttpRequest) -> HttpResponse:
    """Know the core requirements: every activity in short, by category."""
    sheets = standing.sheets(request.user, clock.now())
    groups = groupby(sheets, key=lambda one: one.version.activity_type.get_category_display())
    context = {
        "groups": [(name, list(members)) for name, members in groups],
        "reasons": standing.cut_reasons(sheets[0].programs) if sheets else [],
    }
    return render(request, "programs/activities.html", context)


@require_safe
@login_required
def activity(request: HttpRequest, code: str) -> HttpResponse:
    """One activity in full: what must be seen, what is handed in, what is paid, and how much."""
    sheets = standing.sheets(request.user, clock.now())
    sheet = next((one for one in sheets if one.version.activity_type.code == code), None)
    if sheet is None:
        raise Http404
    context = {"sheet": sheet, "version": sheet.version, "reasons": standing.cut_reasons(sheet.programs)}
    return render(request, "programs/activity.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rates(request: HttpRequest) -> HttpResponse:
    """Monthly exchange rates, for everybody to read; managers load them by a sheet."""
    form = RatesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = load_rates(form.rows, by=request.user)
        except SheetUnreadable as error:
            form.refuse(error)
        else:
            counts = {"added": done.added, "changed": done.changed, "same": done.unchanged}
            messages.success(
                request, _("Added: %(added)s, changed: %(changed)s, there already: %(same)s.") % counts
            )
            return redirect("rates")
    return _rates_page(request, form)


def _rates_page(request: HttpRequest, form: RatesForm) -> HttpResponse:
    programs = Program.objects.visible_to(request.user).filter(active=True)
    month = month_of(clock.now(), request.user.zone)
    context = {
        "form": form,
        "month": month,
        "board": board(month, sorted({one.currency for one in programs})),
        "managed": sorted(currencies_managed(request.user)),
    }
    return render(request, "programs/rates.html", context)


@require_safe
@login_required
def payees(request: HttpRequest) -> HttpResponse:
    """Where the money of one's programs goes, masked; for payers and auditors."""
    if not {VendorRole.PAYER, VendorRole.AUDITOR} & {one.role for one in held_roles(request.user)}:
        raise Http404
    searched = PartnerSearch(request.GET)
    rows, more = payee_sight.payee_rows(request.user, searched.wanted, clock.now())
    context = {"rows": rows, "more": more, "filter": searched, "active": int(bool(searched.wanted))}
    return render(request, "programs/payees.html", context)


@require_safe
@login_required
@never_cache
def payee_of(request: HttpRequest, public_id: str) -> HttpResponse:
    """One location's payee profile: in full for its payers, who are noted; masked for auditors."""
    seen = payee_sight.partners_with_payee_sight(request.user, VendorRole.PAYER, VendorRole.AUDITOR)
    partner = get_object_or_404(seen, public_id=public_id)
    at = clock.now()
    found = {"in_force": payee_in_force(partner, at), "pending": payee_pending(partner, at)}
    in_full = payee_sight.sees_in_full(request.user, partner)
    show = shown_in_full if in_full else Shown
    shown = {name: show(version) for name, version in found.items() if version}
    if in_full and shown:
        note_look(partner, user=request.user, at=at)
    context = {
        "partner": partner,
        "in_full": in_full,
        "entries": payee_timeline(Event.objects.about(partner).for_reading()),
        "looks": looks_at(partner),
        **shown,
    }
    return render(request, "programs/payee.html", context)
