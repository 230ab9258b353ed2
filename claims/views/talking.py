"""The partner's side of the messages about a claim."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from claims import workflow
from claims.actions import talking
from claims.forms.talking import MessageForm
from claims.talk import thread_of
from claims.views.fetch import partner_claim
from lifecycle import clock
from lifecycle.refusals import refusals_in, status_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def claim_messages(request: HttpRequest, public_id: str) -> HttpResponse:
    """All messages about a claim, and the form for one more."""
    claim = partner_claim(request, public_id)
    form = MessageForm(request.POST or None, auto_id="message-%s")
    if form.is_valid():
        with refusals_in(form):
            talking.write(claim.pk, form.cleaned_data["words"], user=request.user)
            messages.success(request, _("Your message was sent."))
            return redirect("claim_messages", claim.public_id)
    context = {
        "claim": claim,
        "form": form,
        "thread": thread_of(claim, staff=False, most=None),
        "may_write": workflow.verdict(claim, "message", request.user, clock.now()),
    }
    return render(request, "claims/messages.html", context, status=status_of(form))


@require_POST
@login_required
def claim_messages_read(request: HttpRequest, public_id: str) -> HttpResponse:
    """What staff wrote needs no answer."""
    claim = partner_claim(request, public_id)
    talking.needs_no_answer(claim.pk, user=request.user)
    messages.success(request, _("Nobody waits for an answer from you now."))
    return redirect("claim", claim.public_id)
