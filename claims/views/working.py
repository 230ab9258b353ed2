"""In-house work of a draft: its items, and the certification an incentives admin signs (R4)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims import workflow
from claims.actions import certifying
from claims.certified import STATEMENTS, in_force, totals
from claims.forms.work import CertifyForm, WorkItemForm
from claims.models import Claim, WorkItem
from claims.readiness import Section, findings_in
from claims.views.fetch import READING, partner_claim
from claims.views.removed import removal_of, say_removed
from history.models import Event
from lifecycle import clock
from lifecycle.refusals import refusals_in, status_of
from programs.forms.several import RemoveForm
from programs.rules import local_day


@require_safe
@login_required
def claim_work(request: HttpRequest, public_id: str) -> HttpResponse:
    """All items, what they come to, and every version that was signed."""
    claim = partner_claim(request, public_id, "edit")
    at = clock.now()
    context = {
        "claim": claim,
        "at": at,
        "found": findings_in(claim, Section.WORK, at),
        "certify": workflow.verdict(claim, "certify", request.user, at),
        "versions": claim.certifications.select_related("document__uploaded_by", "signed_by"),
        **_figures(claim),
    }
    return render(request, "claims/work.html", context)


def _figures(claim: Claim) -> dict[str, Any]:
    found = totals(claim)
    return {"totals": found, "total": sum(found.values()), "certification": in_force(claim)}


@login_required
def claim_work_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add what somebody did."""
    claim = partner_claim(request, public_id, "edit")
    return _edit(request, claim, WorkItem(claim=claim))


@login_required
def claim_work_item(request: HttpRequest, public_id: str, item: str) -> HttpResponse:
    """Change it."""
    claim = partner_claim(request, public_id, "edit")
    if found := _item(claim, item):
        return _edit(request, claim, found)
    gone = removal_of(claim, "work_removed", item=item)
    if request.method in READING:
        return say_removed(request, claim, gone, "claim_work")
    return _edit(request, claim, WorkItem(claim=claim), gone)


def _item(claim: Claim, public_id: str) -> WorkItem | None:
    item = claim.work_items.select_related("kind").filter(public_id=public_id).first()
    if item:
        item.claim = claim
    return item


def _edit(request: HttpRequest, claim: Claim, item: WorkItem, gone: Event | None = None) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = WorkItemForm(sent, item=item, today=local_day(clock.now(), claim.program.zone))
    if gone:
        form.removed(gone)
    if form.is_valid():
        with refusals_in(form):
            certifying.save_item(claim.pk, form.filled_item(), user=request.user, seen=form.marks)
            messages.success(request, _("The work is saved."))
            return redirect("claim_work", claim.public_id)
    context = {"form": form, "claim": claim, "item": item}
    return render(request, "claims/work_item.html", context, status=status_of(form))


@login_required
def claim_work_remove(request: HttpRequest, public_id: str, item: str) -> HttpResponse:
    """Asks first; then the item is gone, and what was signed with it stays readable."""
    claim = partner_claim(request, public_id, "edit")
    found = _item(claim, item)
    if found is None:
        return say_removed(request, claim, removal_of(claim, "work_removed", item=item), "claim_work")
    form = RemoveForm(request.POST if request.method == "POST" else None, of=found)
    form.saw({name: getattr(found, name) for name in certifying.SHOWN})
    if form.is_valid():
        with refusals_in(form):
            certifying.remove_item(claim.pk, found, user=request.user, seen=form.all_marks)
            messages.success(request, _("The work of %(person)s was removed.") % {"person": found.person})
            return redirect("claim_work", claim.public_id)
    context = {"claim": claim, "item": found, "form": form}
    return render(request, "claims/work_remove.html", context, status=status_of(form))


@login_required
def claim_certify(request: HttpRequest, public_id: str) -> HttpResponse:
    """The statements in full, a tick, a name: signed."""
    claim = partner_claim(request, public_id, "certify")
    form = CertifyForm(request.POST if request.method == "POST" else None, claim=claim)
    if form.is_valid():
        with refusals_in(form):
            name, seen = form.cleaned_data["name"], form.all_marks
            signed = certifying.certify(claim.pk, name, user=request.user, seen=seen)
            messages.success(
                request,
                _("%(version)s is signed. Its document is being written.") % {"version": signed},
            )
            return redirect("claim_work", claim.public_id)
    context = {"form": form, "claim": claim, "statements": STATEMENTS, **_figures(claim)}
    return render(request, "claims/certify.html", context, status=status_of(form))
