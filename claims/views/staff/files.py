"""What staff do with one file of a claim."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.enums import ClaimRole
from claims.models import Claim
from claims.readiness import files_of
from claims.views.staff.reaching import Roles, on_claim
from documents.actions import requeue
from documents.models import Document
from lifecycle import ActionRefused, Verdict, clock


@require_POST
@on_claim
def review_file_requeue(request: HttpRequest, claim: Claim, roles: Roles, document: str) -> HttpResponse:
    """Send a file our checks broke on through them again (R14)."""
    if ClaimRole.REVIEWER not in roles:
        raise ActionRefused(Verdict(False, _("Only reviewers send a file through the checks again."), True))
    ours = [one.pk for one in files_of(claim)]
    found = get_object_or_404(Document, pk__in=ours, public_id=document)
    requeue(found, user=request.user, at=clock.now())
    messages.success(request, _("“%(name)s” is being checked again.") % {"name": found})
    return redirect("review_claim", claim.public_id)
