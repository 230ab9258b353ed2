"""The letter of a decision, as a page; and as a PDF, once a worker has written it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.lettered import letters_of
from claims.models import Claim
from claims.views.fetch import is_partner
from lifecycle import clock


@require_safe
@login_required
def claim_letter(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """One letter in the reader's language, for everybody who sees the claim; htmx asks for the file alone."""
    claim = get_object_or_404(Claim.objects.visible_to(request.user).for_acting(), public_id=public_id)
    letters = letters_of(claim)
    if not 1 <= number <= len(letters):
        raise Http404
    letter = letters[number - 1]
    context = {
        "claim": claim,
        "letter": letter,
        "at": clock.now(),
        "is_partner": is_partner(request.user, claim),
        "holds": letter == letters[-1] and claim.approved is not None,
        **letter.data,
    }
    alone = bool(request.headers.get("HX-Request"))
    return render(request, "claims/_letter_file.html" if alone else "claims/letter.html", context)
