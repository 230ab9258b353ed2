"""One file for the vendor's people: what it is, what it is used for, how long it is kept, who looked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from claims.actions import keeping as acts
from claims.actions.restricting import may_ask
from claims.forms.keeping import hold_form, lift_form
from claims.models import Claim
from claims.reusing import uses_of
from claims.views.fetch import document_of
from claims.views.staff.reaching import Roles, on_claim
from documents import restricting, words
from documents.keeping import hold_on
from documents.models import Document
from history.models import Event
from lifecycle import ActionRefused, clock
from lifecycle.refusals import refusals_in, status_of

#: How many looks the page lists.
SHOWN_LOOKS = 50


@require_safe
@on_claim
def review_file(request: HttpRequest, claim: Claim, roles: Roles, document: str) -> HttpResponse:
    """Everything that is known of one file."""
    found = document_of(claim, document)
    events = list(Event.objects.about(found).for_reading())
    context = {
        "claim": claim,
        "document": found,
        "receipt": words.receipt(found, clock.now()),
        "uses": uses_of([found], request.user, claim.partner).get(found.pk, []),
        "hold": hold_on(found),
        "may_hold": acts.may_hold(claim, request.user),
        "past_holds": found.holds.exclude(lifted_at=None).select_related("set_by", "lifted_by"),
        "current": restricting.current(found),
        "may_ask": may_ask(claim, found, request.user),
        "events": [(event, words.event_words(event)) for event in reversed(events)],
        "looks": restricting.looks(found)[:SHOWN_LOOKS],
        "purge": _purge_of(found),
    }
    return render(request, "claims/staff/file.html", context)


def _purge_of(document: Document) -> object:
    """The list by which its bytes were deleted."""
    items = document.purge_items.filter(kept_because="", purge__agreed_at__isnull=False)
    return items.select_related("purge__made_by", "purge__agreed_by").first()


@require_http_methods(["GET", "HEAD", "POST"])
@on_claim
def review_hold(request: HttpRequest, claim: Claim, roles: Roles, document: str) -> HttpResponse:
    """Set a legal hold on a file, or lift the one there is; with the reason."""
    if not (verdict := acts.may_hold(claim, request.user)):
        raise ActionRefused(verdict)
    found = document_of(claim, document)
    lifting = request.POST.get("act") == "lift" if request.method == "POST" else bool(hold_on(found))
    form = (lift_form if lifting else hold_form)(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            act = acts.lift_hold if lifting else acts.set_hold
            act(claim, found, form.cleaned_data["reason"], user=request.user)
            done = (
                _("The legal hold is lifted.") if lifting else _("The file is kept until the hold is lifted.")
            )
            messages.success(request, done)
            return redirect("review_file", claim.public_id, found.public_id)
    context = {"claim": claim, "document": found, "form": form, "hold": hold_on(found), "lifting": lifting}
    return render(request, "claims/staff/hold.html", context, status=status_of(form))
