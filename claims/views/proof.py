"""Proof of execution: every slot of the activity, and what answers it."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims.actions import disputing, originals, proving
from claims.checklist import requirements_of
from claims.forms.proof import ANSWER_FORMS, AnswerForm
from claims.models import Claim, Proof
from claims.slots import SlotGroup, slot_groups, slot_of
from claims.views.fetch import partner_claim
from claims.views.removed import removal_of
from documents.models import Document
from documents.upload import streaming_upload
from lifecycle import clock
from lifecycle.refusals import refusals_in, status_of
from programs.enums import RequirementKind
from programs.models import Requirement
from programs.rules import local_day


@require_safe
@login_required
def claim_proof(request: HttpRequest, public_id: str) -> HttpResponse:
    """All slots, with an upload beside each that takes files."""
    claim = partner_claim(request, public_id, "edit")
    at = clock.now()
    context = {
        "claim": claim,
        "at": at,
        "groups": _with_forms(slot_groups(claim, at), local_day(at, claim.program.zone)),
        "core": requirements_of(claim, RequirementKind.CORE),
    }
    return render(request, "claims/proof.html", context)


def _with_forms(groups: list[SlotGroup], today: date) -> list[dict[str, Any]]:
    return [
        {
            "group": group,
            "slots": [
                {"slot": slot, "forms": answer_forms(today, slot.requirement, slot.proofs)}
                for slot in group.slots
            ],
        }
        for group in groups
    ]


def answer_forms(
    today: date, requirement: Requirement, proofs: Iterable[Proof] = ()
) -> dict[str, forms.Form]:
    """One empty form for each way a requirement may be answered.

    The ids carry the requirement's key, since a page draws the forms of several.
    """
    taken = {
        "file": requirement.accepts_files,
        "link": requirement.accepts_link,
        "text": requirement.accepts_text,
    }
    found = ways(today, [name for name in ANSWER_FORMS if taken[name]], requirement.key)
    for form in found.values():
        if isinstance(form, AnswerForm):
            form.saw_proofs(proofs)
    return found


def ways(today: date, names: Iterable[str], key: str) -> dict[str, forms.Form]:
    """An empty form for each of these ways to answer, with a key in its ids."""
    return {name: ANSWER_FORMS[name](today=today, auto_id=f"{key}-%s") for name in names}


def answer_form(request: HttpRequest, today: date) -> forms.Form | None:
    """The form whose button was pressed; None where there is no such way to answer."""
    chosen = ANSWER_FORMS.get(request.POST.get("answer", ""))
    return chosen(request.POST, request.FILES, today=today) if chosen else None


def add(claim: Claim, place: proving.Place, form: forms.Form, user: Any) -> str:
    """Do what a valid answer form asks for; returns what to say."""
    given = form.cleaned_data
    if "file" in given:
        proving.add_file(claim.pk, place, given["file"], user=user)
        return _("The file has arrived.")
    seen = form.all_marks
    if "link" in given:
        proving.add_link(claim.pk, place, given["link"], given["seen_on"], user=user, seen=seen)
        return _("The link is saved.")
    proving.add_text(claim.pk, place, given["text"], user=user, seen=seen)
    return _("Your words are saved.")


def twin_in(form: forms.Form | None) -> Document | None:
    """The file that is to be offered instead of the same bytes sent again."""
    here = getattr(form, "refused", None)
    return here.document if isinstance(here, proving.AlreadyHere) and not here.in_place else None


@streaming_upload
@login_required
def claim_slot(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """One slot by itself: where its forms are sent, and where a mistake is shown."""
    claim = partner_claim(request, public_id, "edit")
    at = clock.now()
    slot = slot_of(claim, key, at)
    if slot is None:
        raise Http404
    today = local_day(at, claim.program.zone)
    form = answer_form(request, today) if request.method == "POST" else None
    if form and form.is_valid():
        with refusals_in(form):
            messages.success(request, add(claim, slot.requirement, form, request.user))
            return redirect("claim_proof", claim.public_id)
    shown = answer_forms(today, slot.requirement, slot.proofs) | (
        {request.POST["answer"]: form} if form else {}
    )
    context = {"claim": claim, "at": at, "slot": slot, "forms": shown, "form": form, "twin": twin_in(form)}
    return render(request, "claims/slot.html", context, status=status_of(form) if form else 200)


@require_POST
@login_required
def claim_proof_remove(request: HttpRequest, public_id: str, proof: str) -> HttpResponse:
    """Take one proof out; a file stays stored."""
    claim = partner_claim(request, public_id)
    found = claim.proofs.filter(public_id=proof).first()
    if found is None:
        gone = removal_of(claim, "proof_removed", proof=proof)
        messages.info(request, _("“%(name)s” was removed already.") % {"name": gone.params["name"]})
        return redirect("claim_proof" if claim.is_draft else "claim_answer", claim.public_id)
    remove, page = _removal(claim, found)
    remove(claim.pk, found, user=request.user)
    messages.success(request, _("“%(name)s” was removed.") % {"name": found})
    if found.item:
        return redirect("claim_answer_item", claim.public_id, found.item.public_id)
    return redirect(page, claim.public_id)


def _removal(claim: Claim, proof: Proof) -> tuple[Callable[..., None], str]:
    """The act that takes a proof out, and the page on which it stands."""
    if proof.call_id:
        return originals.remove_file, "claim_call"
    if proof.for_dispute:
        return disputing.remove_file, "claim_dispute"
    return proving.remove, "claim_proof" if claim.is_draft else "claim_answer"
