"""Files of an association: read, downloaded, and their state while it changes, by everybody who sees it."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from associations.viewing import places_of
from associations.views.fetch import is_partner, seen_file
from documents import looking, restricting, serving
from documents.enums import State
from documents.forms import look_form
from documents.viewing import viewer
from documents.words import not_served
from lifecycle import clock


@require_safe
@login_required
def association_file(request: HttpRequest, public_id: str, document: str) -> HttpResponseBase:
    """Download one file, if it is clean; a restricted one asks for a reason first."""
    association, found = seen_file(request, public_id, document)
    at = clock.now()
    if found.state != State.CLEAN or found.bytes_deleted_at:
        context = {"association": association, "document": found, "words": not_served(found)}
        status = HTTPStatus.GONE if found.bytes_deleted_at else HTTPStatus.CONFLICT
        return render(request, "associations/file_gone.html", context, status=status)
    if restricting.needs_reason(found, request.user, at):
        return redirect(places_of(association).of(found, "look"))
    return serving.serve(
        found,
        user=request.user,
        at=at,
        byte_range=request.headers.get("Range", ""),
        if_range=request.headers.get("If-Range", ""),
        head=request.method == "HEAD",
    )


@require_safe
@login_required
def association_file_view(request: HttpRequest, public_id: str, document: str) -> HttpResponse:
    """Read one file, page by page."""
    association, found = seen_file(request, public_id, document)
    shown = viewer(request, places_of(association), found, clock.now())
    return render(request, "associations/file.html", {"association": association, "viewer": shown})


@require_safe
@login_required
def association_file_page(
    request: HttpRequest, public_id: str, document: str, number: int
) -> HttpResponseBase:
    """The picture of one page."""
    _association, found = seen_file(request, public_id, document)
    return looking.page(found, number, user=request.user, at=clock.now())


@require_safe
@login_required
def association_file_thumbnail(request: HttpRequest, public_id: str, document: str) -> HttpResponseBase:
    """The small picture of page 1."""
    _association, found = seen_file(request, public_id, document)
    return looking.thumbnail(found, user=request.user, at=clock.now())


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def association_file_look(request: HttpRequest, public_id: str, document: str) -> HttpResponse:
    """Why do you need to look? The answer is recorded, and lasts for a quarter of an hour."""
    association, found = seen_file(request, public_id, document)
    at, form = clock.now(), look_form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        restricting.give_reason(found, user=request.user, at=at, reason=form.cleaned_data["reason"])
        wanted = request.GET.get("next", "")
        ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
        return redirect(wanted if ours else request.path)
    context = {
        "association": association,
        "document": found,
        "form": form,
        "restriction": restricting.restriction_of(found),
        "until": restricting.look_ends(found, request.user, at),
        "is_partner": is_partner(request.user, association),
    }
    return render(request, "associations/look.html", context)


@require_safe
def association_file_state(request: HttpRequest, public_id: str, document: str) -> HttpResponse:
    """One file row by itself, asked for again and again while the file is being checked."""
    if not request.user.is_authenticated:
        # A sign-in page inside a row helps nobody; the page's next real step leads there.
        return HttpResponse(status=204)
    association, found = seen_file(request, public_id, document)
    proof = get_object_or_404(association.proofs, document=found)
    mine = is_partner(request.user, association) and "removable" in request.GET
    context = {"association": association, "proof": proof, "removable": mine, "at": clock.now()}
    return render(request, "associations/file_state.html", context)
