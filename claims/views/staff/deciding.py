"""Deciding and recommending: fill in, look at what it does to the fund, confirm."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from claims.actions import deciding
from claims.actions.leaving import LEAVES_AFTER
from claims.bench import waiting_recommendation
from claims.decided import last_decision
from claims.duplicates import uses_for_staff
from claims.effect import caps_after, effect_of
from claims.forms.deciding import DecisionForm, values_of
from claims.lapsed import lines_in_vain, proof_in_vain
from claims.models import Claim, Decision, Expense
from claims.outcomes import LineOutcome
from claims.views.staff.holding import knowingly
from claims.views.staff.queue import queue_next
from claims.views.staff.reaching import Roles, on_claim
from claims.views.staff.requesting import refusal
from claims.workflow import verdict
from lifecycle import ActionRefused, clock
from programs.money import format_money

ACTIONS = {"decide": deciding.decide, "recommend": deciding.recommend}


@require_http_methods(["GET", "HEAD", "POST"])
@on_claim
@knowingly()
def review_decide(request: HttpRequest, claim: Claim, roles: Roles, verb: str) -> HttpResponse:
    """Line by line; nothing is decided before the page with the total was confirmed.

    verb: "decide", or "recommend" above the program's limit (R10).
    """
    at = clock.now()
    form = _form(request, claim)
    answer = verdict(claim, verb, request.user, at)
    if not answer:
        return refusal(request, claim, answer, form.typed() if form.is_bound else [])
    if not form.is_bound or "change" in request.POST or not form.is_valid():
        return _draw(request, claim, verb, form, at, page="decide")
    if "confirm" not in request.POST:
        return _draw(request, claim, verb, form, at, page="check")
    return _act(request, claim, verb, form, at)


def _form(request: HttpRequest, claim: Claim) -> DecisionForm:
    """As posted, filled in by one of the two shortcuts, or as the lines stand: recommended, disputed or as claimed."""
    recommended, uses = waiting_recommendation(claim), uses_for_staff(claim, request.user)
    before = recommended or _disputed(claim)
    if request.method != "POST":
        values = values_of(claim, before, lines_in_vain(claim))
        initial = values | {"reason": recommended.reason if recommended else ""}
        return DecisionForm(claim, initial=initial, uses=uses, before=before)
    if "as_claimed" in request.POST:
        return DecisionForm.filled(claim, typed=request.POST.dict(), uses=uses)
    if "as_recommended" in request.POST and recommended:
        return DecisionForm.filled(claim, recommended, uses=uses)
    return DecisionForm(claim, request.POST, uses=uses, before=before)


def _disputed(claim: Claim) -> Decision | None:
    """The decision the partner disputes; whoever decides anew begins with it."""
    last = last_decision(claim) if claim.disputed_at else None
    return last.decision if last else None


@require_safe
@on_claim
def review_effect(request: HttpRequest, claim: Claim, roles: Roles) -> HttpResponse:
    """What the decision comes to as it is filled in now; asked for again and again while somebody types."""
    form = DecisionForm(claim, request.GET)
    return render(request, "claims/staff/_effect.html", {"claim": claim, **effect_so_far(claim, form)})


def effect_so_far(claim: Claim, form: DecisionForm) -> dict[str, Any]:
    """Context of `_effect.html`: the total, what it does to the fund, and what it leaves under each cap."""
    amounts = form.so_far()
    known = [amount for amount in amounts.values() if amount is not None]
    total = sum(known, Decimal(0)) if len(known) == len(amounts) else None
    return {
        "effect": effect_of(claim, total),
        "caps": [] if total is None else caps_after(claim, {line.pk: one for line, one in amounts.items()}),
    }


def _draw(
    request: HttpRequest, claim: Claim, verb: str, form: DecisionForm, at: datetime, *, page: str
) -> HttpResponse:
    context: dict[str, Any] = {
        "claim": claim,
        "form": form,
        "verb": verb,
        "at": at,
        "outcomes": _outcomes(form) if page == "check" else [],
        "uses": form.uses,
        "recommendation": waiting_recommendation(claim),
        "may_take_next": not verdict(claim, "take", request.user, at).forbidden,
        "in_vain": lines_in_vain(claim),
        "proof_in_vain": proof_in_vain(claim),
        **effect_so_far(claim, form),
    }
    return render(request, f"claims/staff/{page}.html", context)


def _outcomes(form: DecisionForm) -> list[tuple[Expense, LineOutcome, str]]:
    """Of a valid form: each line with what is approved, and why although it may be claimed twice."""
    despite = form.despite()
    return [(line, outcome, despite.get(line, "")) for line, outcome in form.outcomes().items()]


def _act(request: HttpRequest, claim: Claim, verb: str, form: DecisionForm, at: datetime) -> HttpResponse:
    try:
        words = form.cleaned_data["reason"]
        done = ACTIONS[verb](claim.pk, form.outcomes(), words, user=request.user, despite=form.despite())
    except ActionRefused as error:
        now = Claim.objects.for_page().get(pk=claim.pk)
        if verdict(now, verb, request.user, at):
            # Anew: a line may be flagged since the form was drawn, and then has a field more.
            form = _form(request, now)
            if form.is_valid():
                form.add_error(None, str(error.reason))
            return _draw(request, now, verb, form, at, page="decide")
        return refusal(request, now, error.verdict, form.typed())
    if request.POST["confirm"] != "next":
        messages.success(request, _done(done, verb))
        return redirect("review_claim", claim.public_id)
    where = reverse("review_claim", args=[claim.public_id])
    messages.success(request, format_html('<a href="{}">{}</a>: {}', where, claim.number, _done(done, verb)))
    return queue_next(request)


def _done(claim: Claim, verb: str) -> str:
    if verb == "recommend":
        return _("Your recommendation waits for a second person.")
    leaving = claim.decisions.leaving().get()
    written = format_money(leaving.approved, claim.currency, get_language() or "en")
    return _(
        "Decided: %(approved)s approved. The partner hears of it in %(minutes)s minutes; until then you can undo it."
    ) % {"approved": written, "minutes": LEAVES_AFTER.seconds // 60}
