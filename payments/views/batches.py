"""Making a batch, its page, its file for the bank, that it was sent, and taking it back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from history.models import Event
from lifecycle import ActionRefused, clock
from lifecycle.refusals import refusals_in, status_of
from payments import workflow
from payments.actions import batching, files, sending
from payments.days import next_banking_day
from payments.enums import BatchState
from payments.forms.batches import PlanForm, SentForm, WithdrawForm
from payments.models import Batch
from payments.planned import plan_of
from payments.standing import of_program, places_of
from payments.views.fetch import batch_seen, program_served
from payments.words import timeline
from programs.enums import VendorRole
from programs.models import Program
from programs.permissions import has_role
from programs.rules import local_day

VERBS = ("take_file", "mark_sent", "withdraw_batch")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def batch_new(request: HttpRequest, program: str) -> HttpResponse:
    """What would be in a batch now, and what stays out and why; pressed, exactly that is made."""
    found, at = program_served(request.user, program), clock.now()
    verdict = workflow.verdict(Batch(program=found, state=BatchState.MADE), "make_batch", request.user, at)
    if not verdict:
        raise ActionRefused(verdict)
    form = PlanForm(request.POST if request.method == "POST" else _asked(request, found, at))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = batching.make(
                found,
                user=request.user,
                execute_on=form.cleaned_data["execute_on"],
                seen=form.cleaned_data["seen"],
                **form.choices,
            )
            messages.success(request, _("Made. Another payer gives it to the bank and marks it as sent."))
            return redirect("batch", made[0].public_id) if len(made) == 1 else redirect("payments")
    plan = plan_of(found, places_of(of_program(found), at), request.user, at, **form.choices)
    context = {"program": found, "form": form, "plan": plan}
    return render(request, "payments/batch_new.html", context, status=status_of(form))


def _asked(request: HttpRequest, program: Program, at: Any) -> Any:
    """What the address asks for, else the next day on which banks pay."""
    asked = request.GET.copy()
    asked.setdefault("execute_on", next_banking_day(local_day(at, program.zone), program).isoformat())
    return asked


@require_safe
@login_required
def batch(request: HttpRequest, public_id: str) -> HttpResponse:
    """One batch: its payments with what each is for, who did what, and what is next."""
    found = batch_seen(request.user, public_id)
    payments = found.payments.select_related("partner", "payee", "batch").prefetch_related(
        "items__claim", "offsets__recovery__claim"
    )
    context = {
        "batch": found,
        "payments": list(payments.order_by("pk")),
        # Managers read no bank data (R7).
        "sees_payees": has_role(request.user, found.program, VendorRole.PAYER, VendorRole.AUDITOR),
        "allowed": workflow.allowed(found, VERBS, request.user, clock.now()),
        "entries": timeline(Event.objects.about(found).for_reading(), found.currency),
    }
    return render(request, "payments/batch.html", context)


@require_POST
@login_required
@never_cache
def batch_file(request: HttpRequest, public_id: str, kind: str) -> HttpResponse:
    """The file for the bank, for payers alone; the look is noted. A POST: it writes that."""
    if kind not in (files.XML, files.CSV):
        raise Http404
    file = files.take(batch_seen(request.user, public_id).pk, kind, user=request.user)
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def batch_sent(request: HttpRequest, public_id: str) -> HttpResponse:
    """A second payer gave it to the bank, on which day."""
    found = _for(request, public_id, "mark_sent")
    zone = found.program.zone
    days = {"earliest": local_day(found.made_at, zone), "today": local_day(clock.now(), zone)}
    form = SentForm(request.POST or None, **days)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            sending.mark_sent(found.pk, form.cleaned_data["sent_on"], user=request.user)
            messages.success(request, _("Marked as sent. The partners are told."))
            return redirect("batch", found.public_id)
    return render(request, "payments/batch_sent.html", {"batch": found, "form": form}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def batch_withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take it back before it was sent, and why."""
    found = _for(request, public_id, "withdraw_batch")
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            batching.withdraw(found.pk, form.cleaned_data["reason"], user=request.user)
            messages.success(request, _("Withdrawn. Its claims wait to be paid as before."))
            return redirect("batch", found.public_id)
    context = {"batch": found, "form": form}
    return render(request, "payments/batch_withdraw.html", context, status=status_of(form))


def _for(request: HttpRequest, public_id: str, verb: str) -> Batch:
    """The batch, for a page that is only of use for this verb; a POST is judged by its action instead."""
    found = batch_seen(request.user, public_id)
    verdict = workflow.verdict(found, verb, request.user, clock.now())
    if not verdict and request.method != "POST":
        raise ActionRefused(verdict)
    return found
