"""How a staff page gets its claim: found and authorised in one step; and what it shows when somebody was faster."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from claims.bench import entries_for, lay_out
from claims.enums import DRAFT_STATES, ClaimRole
from claims.models import Claim
from claims.permissions import PARTNER_ROLES, roles_on_page
from lifecycle import ActionRefused

View = Callable[..., HttpResponse]
Roles = frozenset[ClaimRole]


def on_claim(view: View) -> View:
    """Call the view with the claim, loaded with what its page draws, and the person's roles on it.

    A stranger gets 404, and so does a reviewer of their own company (R8). The claim's own
    people are led to the partner's page. A claim taken back is the partner's draft again: 409.
    """

    @login_required
    @wraps(view)
    def with_claim(request: HttpRequest, public_id: str, **kwargs: Any) -> HttpResponse:
        claims = Claim.objects.visible_to(request.user).for_bench()
        claim = lay_out(get_object_or_404(claims, public_id=public_id))
        roles = roles_on_page(request.user, claim)
        if roles & PARTNER_ROLES and request.method == "GET":
            return redirect("claim", claim.public_id)
        if not roles - PARTNER_ROLES:
            raise Http404
        if claim.state in DRAFT_STATES:
            raise ActionRefused(_("The partner took this claim back; it is their draft again."))
        return view(request, claim, roles, **kwargs)

    return with_claim


def overtaken(request: HttpRequest, claim: Claim, reason: Any, typed: list[tuple[str, str]]) -> HttpResponse:
    """409: somebody was faster. What happened meanwhile, and what the person typed, to take along.

    typed: label and text of each field that was filled in.
    """
    context = {
        "claim": claim,
        "reason": reason,
        "typed": [(label, text) for label, text in typed if text],
        "entries": entries_for(claim, roles_on_page(request.user, claim))[:3],
    }
    return render(request, "claims/staff/overtaken.html", context, status=409)
