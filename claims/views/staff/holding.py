"""The soft lock of the bench: whoever opens a claim they may act on holds it, and nobody takes it over unknowingly."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.enums import ClaimRole, ClaimState
from claims.models import Claim
from claims.views.staff.choices import Choice
from claims.views.staff.reaching import Roles, View, on_claim
from claims.workflow import BY_VERB, wrong_role
from lifecycle import ActionRefused, Verdict, clock
from review import holding
from review.models import Hold

#: Who works on claims, and so takes one over.
WORKING = frozenset({ClaimRole.REVIEWER, ClaimRole.APPROVER})
#: The field in which a person says that they know who has the claim: since when that was.
KNOWING = "knowing"


def who_has_it(request: HttpRequest, claim: Claim, offered: list[Choice], at: datetime) -> Hold | None:
    """Who has the claim on the bench now that this person looks at it; theirs, where they may act and nobody had it.

    One that waits to be taken is held by taking it: looking around keeps it from nobody.
    """
    may_act = claim.state != ClaimState.SUBMITTED and any(one.verdict for one in offered)
    return holding.hold(claim, request.user, at) if may_act else holding.holder(claim, at)


def knowingly(verb: str = "") -> Callable[[View], View]:
    """Before somebody acts on what another has on the bench, they are asked once; then it is theirs.

    For views under `on_claim`; verb: what it does, where its address does not say. What was typed goes along. Each
    page of whoever holds makes the hold last. Whoever may not act in any case is not asked.
    """

    def around(view: View) -> View:
        @wraps(view)
        def asked_first(request: HttpRequest, claim: Claim, roles: Roles, **kwargs: Any) -> HttpResponse:
            row = BY_VERB[verb or kwargs["verb"]]
            if roles & set(row.roles):
                if request.method == "POST" and (question := _question(request, claim)):
                    return question
                holding.extend(claim, request.user, clock.now())
            return view(request, claim, roles, **kwargs)

        return asked_first

    return around


def _question(request: HttpRequest, claim: Claim) -> HttpResponse | None:
    """Whether the person knows that another has the claim; None where nobody has, or they said so."""
    at = clock.now()
    held = holding.holder(claim, at)
    if held is None or held.by_id == request.user.pk:
        return None
    if request.POST.get(KNOWING) != held.since.isoformat():
        return _ask(request, claim, held)
    holding.take_over(claim, request.user, at)
    return None


def _ask(request: HttpRequest, claim: Claim, held: Hold) -> HttpResponse:
    """409: who has it, and a form that sends once more what was sent."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", KNOWING)
        for value in values
    ]
    context = {"claim": claim, "held": held, "typed": typed, "knowing": KNOWING}
    return render(request, "claims/staff/held.html", context, status=409)


@require_POST
@on_claim
def review_take_over(request: HttpRequest, claim: Claim, roles: Roles) -> HttpResponse:
    """Hold the claim from now on, whoever had it."""
    if not roles & WORKING:
        raise ActionRefused(Verdict(False, wrong_role(BY_VERB["decide"]), forbidden=True))
    holding.take_over(claim, request.user, clock.now())
    messages.success(request, _("You have this claim on the bench now; others see that."))
    return redirect("review_claim", claim.public_id)


@require_POST
@on_claim
def review_let_go(request: HttpRequest, claim: Claim, roles: Roles) -> HttpResponse:
    """The claim is free for others again; nothing of it changes."""
    if holding.release(claim, request.user):
        messages.success(request, _("%(number)s is free for others again.") % {"number": claim.number})
    return redirect("queue")
