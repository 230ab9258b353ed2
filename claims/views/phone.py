"""Continue on your phone: a code that opens the same place there, and news of what arrived from it."""

import segno
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims.models import Proof
from claims.views.places import Place, place_of
from lifecycle import clock

NOTHING_NEW = 204


@require_safe
def claim_phone(request: HttpRequest, public_id: str, key: str = "", item: str = "") -> HttpResponse:
    """The page with the code; asked by script, its panel alone, or with `after` what arrived since."""
    if request.htmx and not request.user.is_authenticated:
        # A sign-in page inside a panel helps nobody; the page's next real step leads there.
        return HttpResponse(status=NOTHING_NEW)
    return _phone(request, public_id, key, item)


@login_required
def _phone(request: HttpRequest, public_id: str, key: str, item: str) -> HttpResponse:
    place = place_of(request, public_id, key, item)
    context = {
        "claim": place.claim,
        "place": place,
        "slot": place.slot,
        "proofs": place.proofs,
        "at": clock.now(),
        "after": place.proofs[-1].public_id if place.proofs else "",
    }
    if request.htmx and "after" in request.GET:
        return _news(request, place, context)
    address = request.build_absolute_uri(place.url)
    context |= {"address": address, "code": _code(address)}
    return render(request, "claims/_phone.html" if request.htmx else "claims/phone.html", context)


def _news(request: HttpRequest, place: Place, context: dict) -> HttpResponse:
    """204 while nothing is new."""
    arrived = _since(place.proofs, request.GET["after"])
    if not arrived:
        return HttpResponse(status=NOTHING_NEW)
    return render(request, "claims/_phone_news.html", context | {"arrived": arrived})


def _since(proofs: list[Proof], after: str) -> list[Proof]:
    """What came after the one the page knew last; where that is gone, nothing is called new."""
    known = [one.public_id for one in proofs]
    if after not in known:
        return [] if after else proofs
    return proofs[known.index(after) + 1 :]


def _code(address: str) -> SafeString:
    """The QR code as SVG: black on white in both themes, since cameras expect it."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(
        border=4,
        dark="#000",
        light="#fff",
        omitsize=True,
        svgclass="qr-code",
        title=_("QR code of this page"),
    )
    return SafeString(drawn)
