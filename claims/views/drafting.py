"""A draft's home and its small acts: activity, result figures, hand over, delete."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims import workflow
from claims.actions import drafting, proving
from claims.asked import asked_of
from claims.asks import rows_of
from claims.checklist import requirements_of, tasks
from claims.enums import ClaimRole
from claims.forms.activity import ActivityForm
from claims.forms.proof import ResultsForm
from claims.handovers import standing_of
from claims.models import Claim
from claims.permissions import PARTNER_ROLES, partner_people, roles_on_page
from claims.readiness import findings_of
from claims.views.fetch import figures_for, partner_claim
from claims.views.status import status
from lifecycle import clock
from lifecycle.refusals import refusals_in, status_of
from programs.enums import RequirementKind
from programs.rules import days_left, deadline_for


@require_safe
@login_required
def claim(request: HttpRequest, public_id: str) -> HttpResponse:
    """The claim's home: the task list of a draft, else how it stands. Staff have a page of their own."""
    claim = get_object_or_404(Claim.objects.visible_to(request.user).for_page(), public_id=public_id)
    roles = roles_on_page(request.user, claim)
    if not roles & PARTNER_ROLES:
        return redirect("review_claim", claim.public_id)
    return task_list(request, claim, roles) if claim.is_draft else status(request, claim, roles)


def task_list(request: HttpRequest, claim: Claim, roles: frozenset[ClaimRole]) -> HttpResponse:
    """What a draft still needs, and what can be done with it."""
    at = clock.now()
    deadline = deadline_for(claim.period, claim.partner)
    found = findings_of(claim, at, request.user)
    context = {
        "claim": claim,
        "at": at,
        "tasks": tasks(claim, found),
        "asked": asked_of(claim, found),
        "deadline": deadline,
        "days_left": days_left(at, deadline, claim.program.zone),
        "figures": figures_for(claim, at),
        "asks": rows_of(claim, request.user),
        "standing": standing_of(claim),
        "allowed": workflow.allowed(claim, request.user, at, roles),
    }
    return render(request, "claims/task_list.html", context)


@login_required
def claim_activity(request: HttpRequest, public_id: str) -> HttpResponse:
    """What took place, when, where, and who looks after the claim."""
    claim = partner_claim(request, public_id, "edit")
    people = partner_people(claim)
    form = ActivityForm(request.POST if request.method == "POST" else None, claim=claim, people=people)
    if form.is_valid():
        with refusals_in(form):
            drafting.edit_activity(claim.pk, user=request.user, seen=form.marks, **form.facts)
            messages.success(request, _("The activity is saved."))
            return redirect("claim", claim.public_id)
    context = {"form": form, "claim": claim, "core": requirements_of(claim, RequirementKind.CORE)}
    return render(request, "claims/activity.html", context, status=status_of(form))


@login_required
def claim_results(request: HttpRequest, public_id: str) -> HttpResponse:
    """What came of it, as the activity asks."""
    claim = partner_claim(request, public_id, "edit")
    form = ResultsForm(request.POST if request.method == "POST" else None, claim=claim)
    if form.is_valid():
        with refusals_in(form):
            proving.save_results(claim.pk, form.results(), user=request.user, seen=form.marks)
            messages.success(request, _("The result figures are saved."))
            return redirect("claim", claim.public_id)
    return render(request, "claims/results.html", {"form": form, "claim": claim}, status=status_of(form))


@login_required
def claim_delete(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks first; then the draft is gone."""
    claim = partner_claim(request, public_id, "delete")
    if request.method == "POST":
        drafting.delete(claim.pk, user=request.user)
        messages.success(request, _("The draft “%(title)s” was deleted.") % {"title": claim.title})
        return redirect("claims")
    return render(request, "claims/delete.html", {"claim": claim})
