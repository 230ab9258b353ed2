"""Use a file that is already here: of this claim, or of an earlier one of the location."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from claims.actions import filing
from claims.forms.proof import ReuseForm, SearchForm
from claims.readiness import files_of
from claims.reusing import reusable, uses_of, with_words
from claims.views.places import Place, place_of
from documents.models import Document
from lifecycle import clock
from lifecycle.refusals import refusals_in, status_of
from lists.paging import page_of


@login_required
def claim_reuse(request: HttpRequest, public_id: str, key: str = "", item: str = "") -> HttpResponse:
    """Choose a file; it gets one more use, and no copy."""
    place = place_of(request, public_id, key, item)
    files = reusable(place.claim, request.user)
    form = ReuseForm(request.POST, files=files) if request.method == "POST" else None
    if form and form.is_valid():
        document = form.cleaned_data["document"]
        with refusals_in(form):
            filing.use_file(place.claim.pk, place.target, document, user=request.user)
            messages.success(request, _("“%(name)s” is used here too.") % {"name": document})
            return redirect(place.page if place.slot else place.url)
    context = {
        "form": form,
        "place": place,
        "claim": place.claim,
        "at": clock.now(),
        **_choice(request, place),
    }
    return render(request, "claims/reuse.html", context, status=status_of(form) if form else 200)


def _choice(request: HttpRequest, place: Place) -> dict[str, Any]:
    """The claim's own files, and a page of those of other claims; without what is given here already."""
    given = {one.document_id for one in place.proofs}
    files = reusable(place.claim, request.user)
    inside = [one.pk for one in files_of(place.claim)]
    own = files.filter(pk__in=inside).exclude(pk__in=given - {None}).order_by("pk")
    search = SearchForm(request.GET)
    elsewhere = with_words(files.exclude(pk__in=inside), search.words())
    page = page_of(elsewhere, request.GET, moment="received_at")
    uses = uses_of([*own, *page.rows], request.user, place.claim.partner)
    return {
        "own": _rows(own, uses),
        "others": _rows(page.rows, uses),
        "page": page,
        "search": search,
    }


def _rows(files: Any, uses: dict[int | None, Any]) -> list[tuple[Document, Any]]:
    return [(one, uses.get(one.pk, [])) for one in files]
