"""The payee profile on the partner's side: read in full and changed by incentives admins."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import payee as actions
from accounts.banking import usual_scheme
from accounts.enums import AccountScheme
from accounts.forms.payee import FORMS, PayeeForm, WithdrawForm
from accounts.models import Partner
from accounts.payee import (
    looks_at,
    payee_edition,
    payee_in_force,
    payee_latest,
    payee_pending,
    shown_in_full,
)
from accounts.permissions import may_manage_payee
from accounts.recent import can_confirm, signed_in_recently
from accounts.words import payee_timeline
from history.models import Event
from lifecycle import ActionRefused, clock


def _managed_partner(request: HttpRequest, public_id: str) -> Partner:
    """The location, for its incentives admins; 404 for strangers, 403 for its other people."""
    partner = get_object_or_404(Partner.objects.of(request.user), public_id=public_id)
    if not (verdict := may_manage_payee(request.user, partner)):
        raise ActionRefused(verdict)
    return partner


@require_safe
@login_required
@never_cache
def payee(request: HttpRequest, public_id: str) -> HttpResponse:
    """What money flows on, what waits, what was before; the look is noted."""
    partner = _managed_partner(request, public_id)
    at = clock.now()
    found = {"in_force": payee_in_force(partner, at), "pending": payee_pending(partner, at)}
    shown = {name: shown_in_full(version) for name, version in found.items() if version}
    if shown:
        actions.note_look(partner, user=request.user, at=at)
    context = {
        "partner": partner,
        "entries": payee_timeline(Event.objects.about(partner).for_reading()),
        "looks": looks_at(partner),
        **shown,
    }
    return render(request, "accounts/payee.html", context)


@sensitive_post_parameters()
@login_required
@never_cache
def payee_change(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form, after a recent sign-in; what was typed is never put into the session."""
    partner = _managed_partner(request, public_id)
    if request.method != "POST":
        if not signed_in_recently(request):
            return _to_confirm(request.get_full_path())
        form = _form_to_begin_with(request, partner)
        return _form_page(request, partner, form, edition=payee_edition(partner))
    if "switch" in request.POST:
        kind = _form_class(request.POST["switch"], partner)
        form = kind(initial=_common(request), partner=partner)
        return _form_page(request, partner, form, edition=request.POST.get("edition", ""))
    return _save(request, partner)


def _save(request: HttpRequest, partner: Partner) -> HttpResponse:
    form = _form_class(request.POST.get("scheme", ""), partner)(request.POST, partner=partner)
    edition, problem = request.POST.get("edition", ""), {}
    if not signed_in_recently(request):
        problem = {"must_confirm": True}
    elif form.is_valid():
        try:
            actions.propose(partner, form.proposal(), user=request.user, edition=edition)
        except actions.ChangedMeanwhile:
            edition, problem = payee_edition(partner), {"meanwhile": _latest_entry(partner)}
        except ActionRefused as refused:
            form.add_error(None, str(refused.reason))
        else:
            messages.success(request, _("The change is kept. It takes effect in 72 hours."))
            return redirect("payee", partner.public_id)
    status = 409 if "meanwhile" in problem else 403 if problem else 200
    return _form_page(request, partner, form, edition=edition, status=status, **problem)


@require_POST
@login_required
def payee_withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take back the change that waits."""
    partner = _managed_partner(request, public_id)
    form = WithdrawForm(request.POST)
    number = form.cleaned_data["number"] if form.is_valid() else 0
    actions.withdraw(partner, number, user=request.user)
    messages.success(request, _("The change is withdrawn. Money keeps flowing as before."))
    return redirect("payee", partner.public_id)


@require_safe
@login_required
def confirm_identity(request: HttpRequest) -> HttpResponse:
    """On to the sign-in library's question; who has neither password nor second factor signs in again."""
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    back = wanted if safe else reverse("home")
    if can_confirm(request):
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}")
    return render(request, "accounts/confirm.html", {"back": back})


def _to_confirm(back: str) -> HttpResponseRedirect:
    return redirect(f"{reverse('confirm_identity')}?{urlencode({'next': back})}")


def _form_class(scheme: str, partner: Partner) -> type[PayeeForm]:
    return FORMS.get(scheme) or FORMS[usual_scheme(partner.country)]


def _form_to_begin_with(request: HttpRequest, partner: Partner) -> PayeeForm:
    """Filled with what holds or waits, so that only what changes is typed; a look like any other."""
    latest = payee_latest(partner)
    shown = shown_in_full(latest) if latest else None
    if not latest or not shown or not shown.details:
        return _form_class("", partner)(partner=partner, initial={"holder": partner.legal_name})
    actions.note_look(partner, user=request.user, at=clock.now())
    details = shown.details
    facts = {"holder": details.holder, "tax_id": details.tax_id, "currency": latest.currency}
    return FORMS[latest.scheme](partner=partner, initial=facts | details.account)


def _common(request: HttpRequest) -> dict[str, Any]:
    return {name: request.POST.get(name, "") for name in ("holder", "tax_id", "currency")}


def _latest_entry(partner: Partner) -> Any:
    entries = payee_timeline(Event.objects.about(partner).for_reading())
    return entries[0] if entries else None


def _form_page(
    request: HttpRequest, partner: Partner, form: PayeeForm, *, edition: str, status: int = 200, **more: Any
) -> HttpResponse:
    others = [one for one in AccountScheme if one != form.SCHEME]
    context = {"partner": partner, "form": form, "edition": edition, "others": others, **more}
    return render(request, "accounts/payee_change.html", context, status=status)
