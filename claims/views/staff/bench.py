"""The bench of one claim: everything to read beside each other, and what can be done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims.actions import reviewing
from claims.bench import Bench, entries_for, waiting_recommendation
from claims.checked import checked_by_rule
from claims.duplicates import uses_for_staff
from claims.earlier import earlier_claims
from claims.enums import OPEN_STATES, ClaimRole
from claims.models import Claim
from claims.money_way import money_way
from claims.pacing import expected_of
from claims.queue import due_of
from claims.same_proof import same_proof
from claims.viewing import places_of
from claims.views.staff.calling import called
from claims.views.staff.choices import choices, refusals, shortcut
from claims.views.staff.holding import WORKING, knowingly, who_has_it
from claims.views.staff.reaching import Roles, on_claim
from claims.views.staff.talking import talk
from claims.workflow import allowed
from documents import strip
from documents.viewing import viewer
from lifecycle import clock


@require_safe
@on_claim
def review_claim(request: HttpRequest, claim: Claim, roles: Roles) -> HttpResponse:
    """Read the claim: files beside figures, what the rules found, what was asked and decided."""
    at = clock.now()
    bench, verdicts = Bench(claim), allowed(claim, request.user, at, roles)
    offered = choices(claim, verdicts)
    opened = strip.opened(bench.files, request.GET.get("file", ""))
    context = {
        "claim": claim,
        "at": at,
        "bench": bench,
        "steps": strip.steps(bench.files, opened),
        "viewer": opened and viewer(request, places_of(claim), opened, at, query=f"file={opened.public_id}&"),
        "due": due_of(claim, bench.answer_due, at),
        "recommendation": waiting_recommendation(claim),
        "checks": checked_by_rule(claim, at),
        "uses": uses_for_staff(claim, request.user),
        "same_proof": same_proof(claim, bench.proofs, request.user),
        "choices": offered,
        "refusals": refusals(offered),
        "held": who_has_it(request, claim, offered, at),
        "works": bool(roles & WORKING),
        "shortcut": shortcut(claim, verdicts, was_asked=bool(bench.requests)),
        "is_open": claim.state in OPEN_STATES,
        "reviews": not verdicts["take"].forbidden,
        "earlier": earlier_claims(claim, request.user),
        "verdicts": verdicts,
        "money": money_way(claim, request.user, at),
        **called(claim, verdicts, at),
        "expected": expected_of(claim, at),
        "audits": ClaimRole.AUDITOR in roles,
        **talk(claim),
    }
    return render(request, "claims/staff/bench.html", context)


@require_safe
@on_claim
def review_history(request: HttpRequest, claim: Claim, roles: Roles) -> HttpResponse:
    """What happened; the bench loads it from here when somebody comes to it."""
    context = {"claim": claim, "entries": entries_for(claim, roles), "audits": ClaimRole.AUDITOR in roles}
    return render(request, "claims/staff/history.html", context)


@require_POST
@on_claim
@knowingly("take")
def review_take(request: HttpRequest, claim: Claim, roles: Roles) -> HttpResponse:
    """Begin to review: from now on the partner cannot take the claim back."""
    reviewing.take(claim.pk, user=request.user)
    messages.success(request, _("You have taken this claim."))
    return redirect("review_claim", claim.public_id)
