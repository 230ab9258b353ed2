"""The page of the leads: who has what, what was overturned, which reasons are used."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims import leading
from claims.forms.spans import SpanForm
from claims.models import Claim
from lifecycle import clock
from programs.enums import VendorRole
from programs.models import Program
from programs.permissions import held_roles
from programs.rules import local_day


@require_safe
@login_required
def leads(request: HttpRequest) -> HttpResponse:
    """Of the programs the person manages; for everybody else there is nothing here."""
    managed = {one.program_id for one in held_roles(request.user) if one.role == VendorRole.MANAGER}
    if not managed:
        raise Http404
    at = clock.now()
    usual = SpanForm.usual(local_day(at, request.user.zone))
    programs = Program.objects.filter(pk__in=managed).order_by("pk")
    form = SpanForm({**usual, **request.GET.dict()}, programs=programs)
    context = {"form": form, "active": len(request.GET), "at": at}
    if form.is_valid():
        chosen = form.cleaned_data["program"]
        wanted = [chosen.pk] if chosen else sorted(managed)
        claims = Claim.objects.in_queue(request.user).filter(program__in=wanted)
        span = form.span(request.user.zone)
        context |= {
            "periods": leading.periods(wanted, at),
            "loads": leading.loads(claims, at),
            "disputes": leading.disputes(claims, *span),
            "cuts": leading.cut_reasons(claims, *span),
            "asked": leading.asked_reasons(claims, *span),
        }
    return render(request, "claims/staff/leads.html", context)
