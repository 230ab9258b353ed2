"""Answer a reviewer's request: what is asked for item by item, until "I have answered everything"."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from claims import workflow
from claims.actions import answering, submitting
from claims.answers import answers_of
from claims.forms.answering import SendForm
from claims.models import Claim
from claims.views.fetch import partner_claim
from lifecycle import clock
from lifecycle.refusals import refusals_in, status_of
from programs.rules import days_left
from review.actions import open_request


@login_required
def claim_answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything that is asked for, what was prepared for it, and the button that sends it all."""
    claim = partner_claim(request, public_id, "save_answer")
    asked = open_request(claim)
    answers = answers_of(claim, asked) if asked else []
    form = SendForm(
        request.POST or None,
        initial={"comment": asked.comment if asked else ""},
        unanswered=[one for one in answers if one.lacks],
    )
    if form.is_bound and form.is_valid():
        with refusals_in(form):
            return _send(request, claim, form)
    at = clock.now()
    context = {
        "claim": claim,
        "at": at,
        "asked": asked,
        "asked_for": answers,
        "days_left": days_left(at, asked.due_at, claim.program.zone) if asked else None,
        "form": form,
        "sending": workflow.verdict(claim, "answer", request.user, at),
    }
    return render(request, "claims/answer.html", context, status=status_of(form))


def _send(request: HttpRequest, claim: Claim, form: SendForm) -> HttpResponse:
    comment = form.cleaned_data["comment"]
    if "send" not in request.POST:
        answering.save_comment(claim.pk, comment, user=request.user)
        messages.success(request, _("Your words are saved. They are not sent yet."))
        return redirect("claim_answer", claim.public_id)
    submitting.answer(claim.pk, comment, user=request.user)
    messages.success(request, _("Your answer was sent. It is our turn now."))
    return redirect("claim", claim.public_id)
