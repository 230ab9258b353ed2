"""From the check of all answers to the confirmation, and the ways back."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims import workflow
from claims.actions import submitting
from claims.actions.submitting import total_of
from claims.capping import cap_left
from claims.checklist import requirements_of
from claims.converting import foreign_lines
from claims.duplicates import own_uses
from claims.handovers import standing_of
from claims.models import Claim
from claims.readiness import files_of, findings_of
from claims.retention import keep_until
from claims.views.fetch import figures_for, partner_claim
from claims.views.status import sent
from claims.views.summary import summaries_of
from lifecycle import ActionRefused, clock
from programs.enums import RequirementKind
from programs.rules import days_left, deadline_for
from review.clocks import review_due


@require_safe
@login_required
def claim_check(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything once more, what is missing, and the button."""
    claim = partner_claim(request, public_id)
    if not claim.is_draft:
        return redirect("claim", claim.public_id)
    return _check_page(request, claim)


def _check_page(request: HttpRequest, claim: Claim, refused: ActionRefused | None = None) -> HttpResponse:
    at = clock.now()
    deadline = deadline_for(claim.period, claim.partner)
    figures, total = figures_for(claim, at), total_of(claim)
    found = findings_of(claim, at, request.user)
    context = {
        "claim": claim,
        "at": at,
        "total": total,
        "missing": [one for one in found if one.blocks],
        "advice": [one for one in found if not one.blocks],
        "core": requirements_of(claim, RequirementKind.CORE),
        "deadline": deadline,
        "days_left": days_left(at, deadline, claim.program.zone),
        "figures": figures,
        "left_after": figures.fund.left - total if figures else None,
        "caps": cap_left(claim, claim.fund),
        "converted": bool(foreign_lines(claim)),
        "allowed": workflow.allowed(claim, request.user, at),
        "refused": refused.reason if refused else "",
        "standing": standing_of(claim),
        "has_errors": bool(refused),
        "uses": own_uses(claim, request.user),
        **sent(claim, at),
    }
    status = HTTPStatus.CONFLICT if refused else HTTPStatus.OK
    return render(request, "claims/check.html", context, status=status)


@require_POST
@login_required
def claim_submit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Submit once: who comes second, by a double click or from another desk, sees the submitted claim."""
    claim = partner_claim(request, public_id)
    try:
        submitting.submit(claim.pk, user=request.user)
    except ActionRefused as refused:
        if refused.verdict.forbidden:
            raise
        claim = partner_claim(request, public_id)
        return _check_page(request, claim, refused) if claim.is_draft else _too_late(request, claim)
    return redirect("claim_submitted", claim.public_id)


def _too_late(request: HttpRequest, claim: Claim) -> HttpResponse:
    if claim.submitted_by_id is None:
        messages.warning(request, claim.turn)
    elif claim.submitted_by_id == request.user.pk:
        messages.info(
            request, _("You have submitted this claim already, as %(number)s.") % {"number": claim.number}
        )
    else:
        messages.info(
            request,
            _("%(person)s has submitted this claim already, as %(number)s.")
            % {"person": claim.submitted_by, "number": claim.number},
        )
    return redirect("claim", claim.public_id)


@require_safe
@login_required
def claim_submitted(request: HttpRequest, public_id: str) -> HttpResponse:
    """The confirmation: number, what arrived, what happens next and by when, how long to keep the originals."""
    claim = partner_claim(request, public_id)
    if claim.waiting_since is None:
        return redirect("claim", claim.public_id)
    context = {
        "claim": claim,
        "files": files_of(claim),
        "review_due": review_due(claim.program, claim.waiting_since),
        "keep_until": keep_until(claim),
        "summary": next(iter(summaries_of(claim)), None),
        "at": clock.now(),
    }
    return render(request, "claims/submitted.html", context)


@require_POST
@login_required
def claim_take_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make it a draft again, while nobody has taken it."""
    claim = partner_claim(request, public_id)
    submitting.take_back(claim.pk, user=request.user)
    messages.success(request, _("The claim is a draft again. Submit it before the deadline."))
    return redirect("claim", claim.public_id)


@login_required
def claim_withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks first, and says what becomes of the money (R11)."""
    claim = partner_claim(request, public_id, "withdraw")
    if request.method == "POST":
        submitting.withdraw(claim.pk, user=request.user)
        messages.success(request, _("The claim %(number)s was withdrawn.") % {"number": claim.number})
        return redirect("claim", claim.public_id)
    at, deadline = clock.now(), deadline_for(claim.period, claim.partner)
    context = {"claim": claim, "deadline": deadline, "forfeits": at >= deadline}
    return render(request, "claims/withdraw.html", context)
