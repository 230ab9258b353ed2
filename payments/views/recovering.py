"""Money that has to come back: the payers' list, the page partner and staff share, and its acts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.models import Claim
from history.models import Event
from lifecycle import ActionRefused, clock
from lifecycle.refusals import refusals_in, status_of
from lists.paging import page_of
from payments import workflow
from payments.actions import recovering
from payments.enums import RecoveryState
from payments.forms.recovering import OpenForm, RepaymentForm, WaiverForm
from payments.models import Recovery
from payments.proposed import proposal_of
from payments.recoveries import come_back, most_to_recover, offset_from
from payments.views.fetch import programs_served, reads_as_staff, recovery_seen
from payments.words import timeline

VERBS = ("announce", "note_repayment", "propose_waiver", "waive")


@require_safe
@login_required
def recoveries(request: HttpRequest) -> HttpResponse:
    """What has to come back in the programs the person pays, manages or audits, newest first."""
    programs = programs_served(request.user)
    found = Recovery.objects.visible_to(request.user).filter(claim__program__in=programs)
    page = page_of(found.with_outstanding().select_related("claim__partner"), request.GET, "opened_at")
    return render(request, "payments/recoveries.html", {"page": page})


@require_safe
@login_required
def recovery(request: HttpRequest, public_id: str) -> HttpResponse:
    """How much, why, what has come back, and what can be done: by the partner, or by us."""
    found, at = recovery_seen(request.user, public_id), clock.now()
    staff = reads_as_staff(request.user, found.claim.program)
    context = {
        "recovery": found,
        "come_back": come_back(found),
        "staff": staff,
        "would_offset_from": offset_from(found, at),
        "allowed": workflow.allowed(found, VERBS, request.user, at) if staff else {},
        "proposal": proposal_of(found) if staff else None,
        "entries": timeline(Event.objects.about(found).for_reading(), found.currency) if staff else [],
    }
    return render(request, "payments/recovery.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def recovery_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """By hand, with a reason; of a claim the person pays or manages."""
    seen = Claim.objects.visible_to(request.user).select_related("partner", "program", "period")
    claim = get_object_or_404(seen, public_id=public_id)
    verdict = workflow.verdict(
        Recovery(claim=claim, state=RecoveryState.OPEN), "open_recovery", request.user, clock.now()
    )
    if not verdict:
        raise ActionRefused(verdict)
    most = most_to_recover(claim)
    form = OpenForm(request.POST or None, currency=claim.currency, most=most)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            amount, reason = form.cleaned_data["amount"], form.cleaned_data["reason"]
            made = recovering.open_recovery(claim.pk, amount, reason, user=request.user)
            messages.success(request, _("Noted. Announce it, so that the partner knows."))
            return redirect("recovery", made.public_id)
    context = {"claim": claim, "form": form, "most": most}
    return render(request, "payments/recovery_new.html", context, status=status_of(form))


@require_POST
@login_required
def recovery_announce(request: HttpRequest, public_id: str) -> HttpResponse:
    """The partner gets the notice."""
    found = recovery_seen(request.user, public_id)
    recovering.announce(found.pk, user=request.user)
    messages.success(request, _("Announced. The incentives admins of the partner get a mail."))
    return redirect("recovery", found.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def recovery_repaid(request: HttpRequest, public_id: str) -> HttpResponse:
    """The partner sent money back."""
    found = _for(request, public_id, "note_repayment")
    form = RepaymentForm(request.POST or None, currency=found.currency, most=found.outstanding)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            recovering.note_repayment(found.pk, **form.cleaned_data, user=request.user)
            messages.success(request, _("Noted."))
            return redirect("recovery", found.public_id)
    context = {"recovery": found, "form": form, "verb": "note_repayment"}
    return render(request, "payments/recovery_act.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def recovery_waive(request: HttpRequest, public_id: str) -> HttpResponse:
    """One person proposes not to ask for it any more."""
    found = _for(request, public_id, "propose_waiver")
    form = WaiverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            recovering.propose_waiver(found.pk, form.cleaned_data["reason"], user=request.user)
            messages.success(request, _("Noted. Another person agrees to it."))
            return redirect("recovery", found.public_id)
    context = {"recovery": found, "form": form, "verb": "propose_waiver"}
    return render(request, "payments/recovery_act.html", context, status=status_of(form))


@require_POST
@login_required
def recovery_agree(request: HttpRequest, public_id: str) -> HttpResponse:
    """The second person agrees: it is waived."""
    found = recovery_seen(request.user, public_id)
    recovering.waive(found.pk, user=request.user)
    messages.success(request, _("Waived. The partner is told."))
    return redirect("recovery", found.public_id)


def _for(request: HttpRequest, public_id: str, verb: str) -> Recovery:
    """The recovery, for a page that is only of use for this verb; a POST is judged by its action instead."""
    found = recovery_seen(request.user, public_id)
    verdict = workflow.verdict(found, verb, request.user, clock.now())
    if not verdict and request.method != "POST":
        raise ActionRefused(verdict)
    return found
