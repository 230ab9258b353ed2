"""A location asks for a later deadline (R1), reads how that stands, and may take it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Partner
from claims.extending import standing_of
from claims.forms.extending import AskForm
from lifecycle import ActionRefused, clock
from lifecycle.refusals import refusals_in, status_of
from programs.actions.asking import ask_for_extension, may_ask_now, withdraw_request
from programs.models import ExtensionRequest, Program, UsagePeriod
from programs.permissions import may_ask_for_extension


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def extension_ask(request: HttpRequest, public_id: str, period: int) -> HttpResponse:
    """Ask for an extension of one location's deadline, and what became of earlier requests."""
    partner = get_object_or_404(Partner.objects.of(request.user), public_id=public_id)
    programs = Program.objects.for_partner(request.user, partner)
    found = get_object_or_404(UsagePeriod.objects.with_deadlines().filter(program__in=programs), pk=period)
    if not (verdict := may_ask_for_extension(request.user, partner, found.program)):
        raise ActionRefused(verdict)
    at = clock.now()
    standing = standing_of(found, partner, at)
    form = AskForm(request.POST or None, standing=standing)
    if form.is_valid():
        with refusals_in(form):
            facts = form.cleaned_data
            ask_for_extension(
                found, partner, wished=facts["wished_last_day"], reason=facts["reason"], by=request.user
            )
            messages.success(
                request, _("Your request is sent. The program manager answers by mail and here.")
            )
            return redirect("extension_ask", partner.public_id, found.pk)
    asked = list(ExtensionRequest.objects.about(found, partner))
    context = {
        "standing": standing,
        "form": form,
        "may_ask": may_ask_now(found, partner, at),
        "waiting": next((one for one in asked if one.is_open), None),
        "answered": [one for one in asked if not one.is_open],
    }
    return render(request, "claims/extension.html", context, status=status_of(form))


@require_POST
@login_required
def extension_withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take an open request back."""
    mine = ExtensionRequest.objects.of_own_location(request.user)
    asked = withdraw_request(get_object_or_404(mine, public_id=public_id), by=request.user)
    messages.success(request, _("Your request is withdrawn."))
    return redirect("extension_ask", asked.partner.public_id, asked.period_id)
