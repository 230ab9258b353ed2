"""The evidence pack in one click."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from claims import pack as packing
from claims.models import Claim
from claims.permissions import roles_of
from lifecycle import clock


@require_safe
@login_required
def claim_pack(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """All files of a claim with cover, manifest and hashes, for its partner and for staff who see it.

    The cover is drawn here, before the first byte: half a second that spares a page to wait on,
    and whatever fails before the first byte is a page with words, not a broken download.
    """
    claim = get_object_or_404(Claim.objects.visible_to(request.user).for_page(), public_id=public_id)
    roles = roles_of(request.user, claim)
    if not roles:
        raise Http404
    pack = packing.collect(claim, request.user, roles, clock.now())
    headers = {
        "Content-Type": "application/zip",
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=f"{pack.name}.zip"),
        "Cache-Control": "no-store",
    }
    if request.method == "HEAD":
        return HttpResponse(headers=headers)
    pieces = packing.content(pack)
    packing.note(pack)
    return StreamingHttpResponse(pieces, headers=headers)
