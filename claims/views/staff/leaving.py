"""A decision that was made and has not left: whoever made it takes it back, or does not wait."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.actions import leaving
from claims.models import Claim
from claims.views.staff.reaching import Roles, on_claim


@require_POST
@on_claim
def review_undo(request: HttpRequest, claim: Claim, roles: Roles) -> HttpResponse:
    """Take the decision back before anybody outside has heard of it."""
    leaving.undo(claim.pk, user=request.user)
    messages.success(
        request, _("The decision is undone. The claim stands as before; the partner heard nothing.")
    )
    return redirect("review_claim", claim.public_id)


@require_POST
@on_claim
def review_leave(request: HttpRequest, claim: Claim, roles: Roles) -> HttpResponse:
    """Let the decision leave now."""
    leaving.leave(claim.pk, user=request.user)
    messages.success(request, _("The decision has left. The partner gets a mail and the letter."))
    return redirect("review_claim", claim.public_id)
