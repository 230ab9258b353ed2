"""Payers say what became of one payment: failed, not known, cleared up by two, bank data looked at."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lifecycle import ActionRefused, clock
from lifecycle.refusals import refusals_in, status_of
from payments import workflow
from payments.actions import settling
from payments.enums import PaymentStage
from payments.forms.settling import ClearForm, FailedForm, OutcomeForm, UnknownForm
from payments.models import Payment
from payments.views.fetch import payment_seen

#: Of each page: the verb, its form, its act, and what is said afterwards.
Act = Callable[[Payment, dict[str, Any], Any], None]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def payment_failed(request: HttpRequest, public_id: str) -> HttpResponse:
    """The bank did not pay it, and why."""

    def act(found: Payment, cleaned: dict[str, Any], user: Any) -> None:
        settling.note_failure(found.pk, cleaned["words"], user=user, code=cleaned["code"])

    done = _("Noted. The partner is told, and its account is on hold until somebody looked at it.")
    return _page(request, public_id, "note_failure", FailedForm, act, done)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def payment_unknown(request: HttpRequest, public_id: str) -> HttpResponse:
    """Nobody knows whether the bank has it."""

    def act(found: Payment, cleaned: dict[str, Any], user: Any) -> None:
        settling.lose_track(found.pk, cleaned["words"], user=user)

    done = _("Noted. It is not sent again; two payers clear it up, or a statement does.")
    return _page(request, public_id, "lose_track", UnknownForm, act, done)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def payment_outcome(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the bank says of it; a second payer agrees."""

    def act(found: Payment, cleaned: dict[str, Any], user: Any) -> None:
        facts = {"booked_on": cleaned["booked_on"], "reference": cleaned["reference"]}
        outcome = PaymentStage(cleaned["outcome"])
        settling.propose_outcome(found.pk, outcome, cleaned["note"], user=user, **facts)

    return _page(
        request, public_id, "propose_outcome", OutcomeForm, act, _("Noted. Another payer agrees to it.")
    )


@require_POST
@login_required
def payment_agree(request: HttpRequest, public_id: str) -> HttpResponse:
    """The second payer agrees to what the first one noted."""
    found = payment_seen(request.user, public_id)
    settling.agree_outcome(found.pk, user=request.user)
    messages.success(request, _("Cleared up. The partner is told."))
    return redirect("payment", found.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def payment_clear(request: HttpRequest, public_id: str) -> HttpResponse:
    """The bank data was looked at: the location may be paid again."""

    def act(found: Payment, cleaned: dict[str, Any], user: Any) -> None:
        settling.clear(found.pk, cleaned["because"], user=user)

    done = _("Cleared. What did not arrive is ready to be paid again.")
    return _page(request, public_id, "clear", ClearForm, act, done)


def _page(
    request: HttpRequest, public_id: str, verb: str, form_class: type[forms.Form], act: Act, done: str
) -> HttpResponse:
    """One form about one payment, of use for this verb alone; a POST is judged by its act."""
    found = payment_seen(request.user, public_id)
    verdict = workflow.verdict(found, verb, request.user, clock.now())
    if not verdict and request.method != "POST":
        raise ActionRefused(verdict)
    form = form_class(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            act(found, form.cleaned_data, request.user)
            messages.success(request, done)
            return redirect("payment", found.public_id)
    context = {"payment": found, "form": form, "verb": verb}
    return render(request, "payments/payment_act.html", context, status=status_of(form))
