"""Taking a decision back by two people while it is unpaid: ask, agree, or leave it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from claims.actions import reversing
from claims.effect import effect_of
from claims.forms.restricting import reverse_form
from claims.models import Claim
from claims.views.staff.reaching import Roles, on_claim
from claims.workflow import verdict
from lifecycle import ActionRefused, clock
from lifecycle.refusals import refusals_in, status_of

VERBS = ("ask_reversal", "reverse", "end_reversal")


@require_http_methods(["GET", "HEAD", "POST"])
@on_claim
def review_reverse(request: HttpRequest, claim: Claim, roles: Roles) -> HttpResponse:
    """How a request to take the decision back stands, what it does to the money; and the form that asks for it."""
    at = clock.now()
    verdicts = {verb: verdict(claim, verb, request.user, at) for verb in VERBS}
    may_ask = verdicts["ask_reversal"]
    if request.method != "POST" and claim.reversal_asked is None and not may_ask:
        raise ActionRefused(may_ask)
    form = reverse_form(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            reversing.ask(claim.pk, form.cleaned_data["reason"], user=request.user)
            messages.success(
                request, _("Asked. The decision stands until a second person agrees; they got a mail.")
            )
            return redirect("review_claim", claim.public_id)
    context = {
        "claim": claim,
        "form": form,
        "asked": claim.reversal_asked,
        "effect": effect_of(claim, None),
        **{f"may_{verb}": answer for verb, answer in verdicts.items()},
    }
    return render(request, "claims/staff/reverse.html", context, status=status_of(form))


@require_POST
@on_claim
def review_reverse_agree(request: HttpRequest, claim: Claim, roles: Roles) -> HttpResponse:
    """The second person's yes."""
    reversing.agree(claim.pk, user=request.user)
    messages.success(
        request, _("The decision is taken back. The money is held again; the partner gets a mail.")
    )
    return redirect("review_claim", claim.public_id)


@require_POST
@on_claim
def review_reverse_end(request: HttpRequest, claim: Claim, roles: Roles) -> HttpResponse:
    """Turn it down, or take one's own request back."""
    reversing.end(claim.pk, user=request.user)
    messages.success(request, _("The decision stands."))
    return redirect("review_claim", claim.public_id)
