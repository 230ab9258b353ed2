"""Answer a reviewer's request: files, links and words, until "I have answered everything"."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from claims.actions import proving, submitting
from claims.forms.proof import CommentForm, FileForm
from claims.forms.refusals import refusals_in, status_of
from claims.models import Claim
from claims.readiness import rejected_files
from claims.views.fetch import partner_claim
from claims.views.proof import add, answer_form, answer_forms, twin_in
from documents.models import Document
from documents.upload import streaming_upload
from lifecycle import clock
from programs.rules import days_left, local_day
from review.actions import open_request
from review.models import Request


@streaming_upload
@login_required
def claim_answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """The request with its due date, what was prepared, and the ways to answer."""
    claim = partner_claim(request, public_id, "save_answer")
    asked = open_request(claim)
    form = _pressed(request, claim) if request.method == "POST" else None
    if form and form.is_valid():
        with refusals_in(form):
            said, page = _do(request, claim, form)
            messages.success(request, said)
            return redirect(page, claim.public_id)
    return _page(request, claim, asked, form)


def _pressed(request: HttpRequest, claim: Claim) -> forms.Form:
    today = local_day(clock.now(), claim.program.zone)
    if "instead" in request.POST:
        return FileForm(request.POST, request.FILES, today=today)
    return answer_form(request, today) or CommentForm(request.POST)


def _do(request: HttpRequest, claim: Claim, form: forms.Form) -> tuple[str, str]:
    """What the pressed button asks for; returns what to say and the page that comes next."""
    if "instead" in request.POST:
        rejected = get_object_or_404(Document, pk__in=_rejected(claim), public_id=request.POST["instead"])
        proving.replace_file(claim.pk, rejected, form.cleaned_data["file"], user=request.user)
        return _("The file has arrived in place of the other."), "claim_answer"
    if "comment" not in form.cleaned_data:
        return add(claim, None, form, request.user), "claim_answer"
    if "send" in request.POST:
        submitting.answer(claim.pk, form.cleaned_data["comment"], user=request.user)
        return _("Your answer was sent. It is our turn now."), "claim"
    proving.save_answer_text(claim.pk, form.cleaned_data["comment"], user=request.user)
    return _("Your words are saved. They are not sent yet."), "claim_answer"


def _rejected(claim: Claim) -> list[int]:
    return [document.pk for document in rejected_files(claim)]


def _again(request: HttpRequest, claim: Claim, form: forms.Form | None, today: date) -> list[dict[str, Any]]:
    """Each file the checks refused, with a form to send it again; the pressed one with its mistake."""
    pressed = request.POST.get("instead") if form else None
    return [
        {
            "document": one,
            "form": form
            if one.public_id == pressed
            else FileForm(today=today, auto_id=f"{one.public_id}-%s"),
        }
        for one in rejected_files(claim)
    ]


def _page(request: HttpRequest, claim: Claim, asked: Request | None, form: forms.Form | None) -> HttpResponse:
    at = clock.now()
    today = local_day(at, claim.program.zone)
    prepared = [one for one in claim.proofs.all() if asked and one.request_id == asked.pk]
    context: dict[str, Any] = {
        "claim": claim,
        "at": at,
        "asked": asked,
        "days_left": days_left(at, asked.due_at, claim.program.zone) if asked else None,
        "prepared": prepared,
        "again": _again(request, claim, form, today),
        "forms": answer_forms(today) | _bound(request, form),
        "comment": form if isinstance(form, CommentForm) else CommentForm(initial=_saved(asked)),
        "form": form,
        "twin": twin_in(form),
    }
    return render(request, "claims/answer.html", context, status=status_of(form) if form else 200)


def _bound(request: HttpRequest, form: forms.Form | None) -> dict[str, forms.Form]:
    elsewhere = form is None or isinstance(form, CommentForm) or "instead" in request.POST
    return {} if elsewhere else {request.POST["answer"]: form}


def _saved(asked: Request | None) -> dict[str, str]:
    return {"comment": asked.comment} if asked else {}
