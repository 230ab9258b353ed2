"""Answering a call for originals (R16): files one at a time, or "sent on this day"."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from claims.actions import originals
from claims.calls import calls_of
from claims.forms.originals import SentForm, UploadedForm
from claims.forms.proof import FileForm
from claims.models import Claim
from claims.views.fetch import partner_claim
from documents.upload import streaming_upload
from lifecycle import clock
from lifecycle.refusals import refusals_in, status_of
from programs.rules import local_day


@streaming_upload
@login_required
def claim_call(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is called for, until when, and the two ways to answer."""
    claim = partner_claim(request, public_id, "answer_call")
    shown, pressed = _forms(request, claim)
    if pressed and pressed.is_valid():
        with refusals_in(pressed):
            page, said = _do(claim, pressed, request.user)
            messages.success(request, said)
            return redirect(page, claim.public_id)
    at = clock.now()
    open_calls = [one for one in calls_of(claim, at) if one.call.is_open]
    context = {"claim": claim, "at": at, "called": next(iter(open_calls), None), "form": pressed, **shown}
    return render(request, "claims/call.html", context, status=status_of(pressed) if pressed else 200)


def _forms(request: HttpRequest, claim: Claim) -> tuple[dict[str, forms.Form], forms.Form | None]:
    """The three forms of the page by name, and the one whose button was pressed."""
    today = local_day(clock.now(), claim.program.zone)
    shown: dict[str, forms.Form] = {
        "file": FileForm(today=today),
        "uploaded": UploadedForm(prefix="uploaded"),
        "sent": SentForm(today=today, prefix="sent", initial={"sent_on": today}),
    }
    name = request.POST.get("answer", "") if request.method == "POST" else ""
    bound = {
        "file": lambda: FileForm(request.POST, request.FILES, today=today),
        "uploaded": lambda: UploadedForm(request.POST, prefix="uploaded"),
        "sent": lambda: SentForm(request.POST, today=today, prefix="sent"),
    }
    if name not in bound:
        return shown, None
    shown[name] = bound[name]()
    return shown, shown[name]


def _do(claim: Claim, form: forms.Form, user: Any) -> tuple[str, str]:
    """What the pressed button asks for; returns the page that comes next, and what to say."""
    given = form.cleaned_data
    if "file" in given:
        originals.add_file(claim.pk, given["file"], user=user)
        return "claim_call", _("The file has arrived. It is not sent yet.")
    if "sent_on" in given:
        originals.answer_sent(claim.pk, given["sent_on"], given["words"], user=user)
    else:
        originals.answer_uploaded(claim.pk, given["words"], user=user)
    return "claim", _("Your answer was sent. It is our turn now.")
