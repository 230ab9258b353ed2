""" "Keep your originals until …": for the partner's people, on a page and for their calendar."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims.models import Claim
from claims.originals import Original, calendar_of, originals_of
from claims.views.fetch import partner_claim
from lifecycle import ActionRefused, clock
from programs.rules import local_day


@require_safe
@login_required
def claim_originals(request: HttpRequest, public_id: str) -> HttpResponse:
    """File by file: until when, and where else it is used."""
    claim = partner_claim(request, public_id)
    originals = _originals(request, claim)
    until = originals[0].until
    over = local_day(clock.now(), claim.program.zone) > until
    context = {"claim": claim, "originals": originals, "until": until, "over": over}
    return render(request, "claims/originals.html", context)


@require_safe
@login_required
def claim_originals_calendar(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same days as a calendar file."""
    claim = partner_claim(request, public_id)
    content = calendar_of(claim, _originals(request, claim), clock.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="originals-{claim.number}.ics"'
    return response


def _originals(request: HttpRequest, claim: Claim) -> list[Original]:
    """Raises ActionRefused (409) for a claim that was never submitted."""
    if originals := originals_of(claim, request.user):
        return originals
    raise ActionRefused(_("This claim was not submitted yet. Its originals are kept from then on."))
