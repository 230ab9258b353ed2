"""Turning a claim over: asking the partner for more, sending a recommendation back."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims.actions import deciding, reviewing
from claims.bench import waiting_recommendation
from claims.forms.requesting import WHOLE, RequestForm, ReturnForm
from claims.models import Claim
from claims.views.staff.holding import knowingly
from claims.views.staff.reaching import Roles, on_claim, overtaken
from claims.workflow import verdict
from lifecycle import ActionRefused, Verdict, clock
from review.clocks import answer_due


@require_http_methods(["GET", "HEAD", "POST"])
@on_claim
@knowingly("request")
def review_request(request: HttpRequest, claim: Claim, roles: Roles) -> HttpResponse:
    """Ask for one thing or several; the page says until when before it is sent.

    ?part= begins with a line or slot. Without JavaScript a button adds a thing, or takes one out, and keeps the rest.
    """
    at, form = clock.now(), _asking(request, claim)
    answer = verdict(claim, "request", request.user, at)
    if not answer:
        return refusal(request, claim, answer, form.typed())
    if form.is_bound and form.is_valid():
        return _ask(request, claim, form)
    due = answer_due(claim.program, claim.partner.country, at)
    return render(request, "claims/staff/request.html", {"claim": claim, "form": form, "due": due, "at": at})


def _asking(request: HttpRequest, claim: Claim) -> RequestForm:
    """Empty, begun from a part of the claim, as sent, or as typed with one thing more or less."""
    if request.method != "POST":
        return RequestForm(claim, initial={"part-1": request.GET.get("part", WHOLE)})
    typed = request.POST.dict()
    if "add" in typed:
        return RequestForm.with_more(claim, typed)
    if "remove" in typed:
        return RequestForm.with_less(claim, typed, typed["remove"])
    return RequestForm(claim, request.POST)


def _ask(request: HttpRequest, claim: Claim, form: RequestForm) -> HttpResponse:
    try:
        reviewing.request_documents(claim.pk, form.wanted(), form.cleaned_data["over_all"], user=request.user)
    except ActionRefused as error:
        now = Claim.objects.for_page().get(pk=claim.pk)
        return refusal(request, now, error.verdict, form.typed())
    messages.success(request, _("The partner was asked and has got a mail."))
    return redirect("review_claim", claim.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@on_claim
@knowingly("return")
def review_return(request: HttpRequest, claim: Claim, roles: Roles) -> HttpResponse:
    """Send a recommendation back to the reviewer, with the reason."""
    form = ReturnForm(request.POST or None)
    if refused := _refused(request, claim, "return", form):
        return refused
    if form.is_valid():
        back = deciding.return_to_reviewer
        return _act(request, claim, back, form, _("The claim is with the reviewer again."))
    context = {"claim": claim, "form": form, "recommendation": waiting_recommendation(claim)}
    return render(request, "claims/staff/return.html", context)


def _typed(form: forms.Form) -> list[tuple[str, str]]:
    return [(str(field.label), field.value() or "") for field in form]


def _refused(request: HttpRequest, claim: Claim, verb: str, form: forms.Form) -> HttpResponse | None:
    """The answer where the workflow says no; words that were typed are kept on it."""
    answer = verdict(claim, verb, request.user, clock.now())
    return None if answer else refusal(request, claim, answer, _typed(form) if form.is_bound else [])


def refusal(
    request: HttpRequest, claim: Claim, answer: Verdict, typed: list[tuple[str, str]]
) -> HttpResponse:
    """Where nothing was typed, or the role is wrong, the usual page; else one that keeps the words."""
    if answer.forbidden or not any(text for _label, text in typed):
        raise ActionRefused(answer)
    return overtaken(request, claim, answer.reason, typed)


def _act(
    request: HttpRequest, claim: Claim, action: Callable[..., Claim], form: forms.Form, done: str
) -> HttpResponse:
    (words,) = form.cleaned_data.values()
    try:
        action(claim.pk, words, user=request.user)
    except ActionRefused as error:
        now = Claim.objects.for_page().get(pk=claim.pk)
        return refusal(request, now, error.verdict, _typed(form))
    messages.success(request, done)
    return redirect("review_claim", claim.public_id)
