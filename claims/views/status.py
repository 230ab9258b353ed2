"""A submitted claim for the partner: whose turn it is, what was sent, what was decided, what happened."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims import workflow
from claims.calls import calls_of
from claims.checklist import requirements_of
from claims.decided import last_decision
from claims.duplicates import own_uses
from claims.enums import ClaimRole, ClaimState
from claims.forms.talking import MessageForm
from claims.lettered import letters_of
from claims.models import Claim
from claims.money_way import money_way
from claims.pacing import expected_of
from claims.rest import rest_of
from claims.retention import keep_until
from claims.rounds import open_round, rounds_of
from claims.slots import slot_groups
from claims.talk import thread_of
from claims.views.fetch import partner_claim
from claims.words import timeline
from history.models import Event
from lifecycle import clock
from programs.actions.asking import may_ask_now
from programs.enums import RequirementKind
from programs.rules import days_left

#: Where each state stands on the way: submitted, under review, decided.
STEP = {
    ClaimState.SUBMITTED: 1,
    ClaimState.UNDER_REVIEW: 1,
    ClaimState.AWAITING_APPROVAL: 1,
    ClaimState.ACTION_REQUIRED: 1,
    ClaimState.DISPUTED: 2,
    ClaimState.APPROVED: 3,
    ClaimState.REJECTED: 3,
}
SHOWN_EVENTS = 5


def status(request: HttpRequest, claim: Claim, roles: frozenset[ClaimRole]) -> HttpResponse:
    """The home of a claim that is no draft any more."""
    at = clock.now()
    rounds = rounds_of(claim)
    asked = open_round(rounds)
    events = history_of(claim)
    context = {
        "claim": claim,
        "at": at,
        "asked": asked and asked.request,
        "round": asked,
        "asked_days": days_left(at, asked.request.due_at, claim.program.zone) if asked else None,
        "answered": [one for one in reversed(rounds) if one.is_closed],
        "steps": steps(claim),
        "decided": last_decision(claim),
        "rest": rest_of(claim, at),
        "letters": letters_of(claim),
        "money": money_way(claim, request.user, at),
        "dispute_files": [one for one in claim.proofs.all() if one.for_dispute],
        "expected": expected_of(claim, at),
        "keep_until": keep_until(claim) if claim.number and claim.last_day else None,
        "events": events[:SHOWN_EVENTS],
        "more_events": len(events) > SHOWN_EVENTS,
        "has_summary": claim.summaries.exists(),
        "allowed": workflow.allowed(claim, request.user, at, roles),
        "uses": own_uses(claim, request.user),
        "calls": calls_of(claim, at),
        "may_ask_for_time": claim.state == ClaimState.EXPIRED
        and may_ask_now(claim.period, claim.partner, at).ok,
        "thread": thread_of(claim, staff=False),
        "message_form": MessageForm(auto_id="message-%s"),
        **sent(claim, at),
    }
    return render(request, "claims/status.html", context)


def sent(claim: Claim, at: datetime) -> dict[str, Any]:
    """What belongs to a claim, as the summary cards of several pages show it."""
    return {
        "groups": slot_groups(claim, at),
        "metrics": requirements_of(claim, RequirementKind.METRIC),
        "given": {one.requirement_id: one.text for one in claim.proofs.all() if one.requirement_id},
    }


def steps(claim: Claim) -> list[dict[str, str]]:
    """The way of a claim for the component `steps`; empty where it ended without a decision."""
    reached = STEP.get(ClaimState(claim.state))
    if reached is None:
        return []
    words = [_("Draft"), _("Submitted and reviewed"), _("Decided")]
    if claim.disputed_at:
        words.insert(2, _("Disputed"))
    names = enumerate(words)
    last = len(words)
    now = last if reached == 3 else reached
    return [{"label": word, "state": _step_state(place, now)} for place, word in names]


def _step_state(place: int, now: int) -> str:
    if place < now:
        return "done"
    return "current" if place == now else "next"


def history_of(claim: Claim) -> list[Any]:
    """The claim's history in words, newest first."""
    return timeline(Event.objects.about(claim).for_reading(), claim)


@require_safe
@login_required
def claim_history(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything that happened, in the reader's language."""
    claim = partner_claim(request, public_id)
    return render(request, "claims/history.html", {"claim": claim, "events": history_of(claim)})
