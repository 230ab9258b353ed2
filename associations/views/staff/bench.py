"""The bench of one association, and what is done there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from associations import workflow
from associations.actions import customers, reviewing, talking
from associations.consent import consent_of
from associations.enums import AssociationState, RejectReason
from associations.forms.reviewing import OverForm, RejectForm, RequestForm, WordsForm
from associations.models import Association
from associations.permissions import STAFF_ROLES, roles_of
from associations.readiness import findings_of
from associations.rivals import rivals_of
from associations.viewing import bench_files, places_of
from associations.words import timeline
from documents import strip
from documents.viewing import viewer
from history.models import Event
from lifecycle import ActionRefused, Verdict, clock
from lifecycle.refusals import refusals_in, status_of
from review import holding
from review.models import Message, Note, Request

View = Callable[..., HttpResponse]
BOTH = ["GET", "HEAD", "POST"]


def on_association(view: View) -> View:
    """Fetch for staff: Http404 for strangers, 403 for the partner's people; drafts do not exist here."""

    @login_required
    @wraps(view)
    def fetched(request: HttpRequest, public_id: str, **kwargs: Any) -> HttpResponse:
        seen = Association.objects.visible_to(request.user).exclude(state=AssociationState.DRAFT)
        found = get_object_or_404(seen.for_page(), public_id=public_id)
        if not roles_of(request.user, found) & STAFF_ROLES:
            raise ActionRefused(Verdict(False, _("This page is for the vendor's staff."), forbidden=True))
        return view(request, found, **kwargs)

    return fetched


@require_safe
@on_association
def association_review(request: HttpRequest, association: Association) -> HttpResponse:
    """Everything one needs to decide: what was typed beside the proof, rules, rivals, the customer's answer."""
    at = clock.now()
    allowed = workflow.allowed(association, request.user, at)
    may_work = any(allowed[verb] for verb in ("request", "clear", "approve", "reject", "reject_finally"))
    held = holding.hold(association, request.user, at) if may_work else holding.holder(association, at)
    files = bench_files(association)
    opened = strip.opened(files, request.GET.get("file", ""))
    query = f"file={opened.public_id}&" if opened else ""
    context = {
        "association": association,
        "at": at,
        "allowed": allowed,
        "held": held if held and held.by_id != request.user.pk else None,
        "holds": bool(held and held.by_id == request.user.pk),
        "files": files,
        "steps": strip.steps(files, opened),
        "viewer": opened and viewer(request, places_of(association), opened, at, query),
        "consent": consent_of(association, at),
        "found": findings_of(association, at),
        "rivals": rivals_of(association).select_related("partner").prefetch_related("items"),
        "requests": Request.objects.about(association).prefetch_related("items__reason"),
        "thread": Message.objects.about(association).select_related("by"),
        "notes": Note.objects.about(association).select_related("by"),
        "message_form": WordsForm(label=_("Message"), auto_id="message-%s"),
        "note_form": WordsForm(label=_("Note"), auto_id="note-%s"),
        "events": timeline(Event.objects.about(association).for_reading(), association, staff=True),
    }
    return render(request, "associations/staff/bench.html", context)


@require_POST
@on_association
def association_take(request: HttpRequest, association: Association) -> HttpResponse:
    """Take it from the queue."""
    reviewing.take(association.pk, user=request.user)
    return redirect("association_review", association.public_id)


@require_POST
@on_association
def association_let_go(request: HttpRequest, association: Association) -> HttpResponse:
    """Free for others again; nothing of it changes."""
    holding.release(association, request.user)
    return redirect("association_queue")


@require_http_methods(BOTH)
@on_association
def association_request(request: HttpRequest, association: Association) -> HttpResponse:
    """Ask the partner for more; where others claim the same, them too."""
    competes = rivals_of(association).exists()
    form = RequestForm(
        request.POST if request.method == "POST" else None, association=association, competes=competes
    )

    def act() -> None:
        ask = reviewing.ask_rivals if form.cleaned_data.get("rivals") else reviewing.request_more
        ask(association.pk, form.items, form.over_all, user=request.user)

    return _act(request, association, "request", form, act, _("The partner is asked."))


@require_POST
@on_association
def association_clear(request: HttpRequest, association: Association) -> HttpResponse:
    """Accept the proof ahead of the customer."""
    reviewing.clear(association.pk, user=request.user)
    messages.success(request, _("The proof is accepted. It is approved by itself once the customer agrees."))
    return redirect("association_queue")


@require_POST
@on_association
def association_approve(request: HttpRequest, association: Association) -> HttpResponse:
    """Record the partner."""
    reviewing.approve(association.pk, user=request.user)
    messages.success(request, _("%(number)s is approved.") % {"number": association.number})
    return redirect("association_review", association.public_id)


@require_http_methods(BOTH)
@on_association
def association_reject(request: HttpRequest, association: Association) -> HttpResponse:
    """Not approved, with its reason."""
    form = RejectForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        given = form.cleaned_data
        reviewing.reject(association.pk, RejectReason(given["reason"]), given["words"], user=request.user)

    verb = "reject_finally" if association.state == AssociationState.DISPUTED else "reject"
    return _act(request, association, verb, form, act, _("The association is not approved."), page="reject")


@require_http_methods(BOTH)
@on_association
def association_compare(request: HttpRequest, association: Association) -> HttpResponse:
    """All who claim the same side by side, the most recent proof first; one of them is approved."""
    form = OverForm(request.POST if request.method == "POST" else None)
    at = clock.now()
    rivals = rivals_of(association).select_related("partner", "program")
    rivals = list(rivals.prefetch_related("items", "proofs__document", "links__message", "answers"))
    sides = sorted(
        [association, *rivals],
        key=lambda one: (one.signed_on is None, -(one.signed_on or at.date()).toordinal()),
    )
    context = {"sides": [(one, consent_of(one, at), _files_for(request, one)) for one in sides]}

    def act() -> None:
        reviewing.approve_over(association.pk, form.cleaned_data["words"], user=request.user)

    said = _("%(number)s is approved; the others are told why.") % {"number": association.number}
    return _act(request, association, "approve_over", form, act, said, page="compare", context=context)


def _files_for(request: HttpRequest, association: Association) -> list[strip.File]:
    """Its proof, where the person sees the program of a rival at all."""
    seen = Association.objects.visible_to(request.user).filter(pk=association.pk).exists()
    return bench_files(association) if seen else []


@require_POST
@on_association
def association_returned(request: HttpRequest, association: Association) -> HttpResponse:
    """The mail to the customer came back."""
    customers.report_return(association.pk, user=request.user)
    messages.success(request, _("Noted: no time runs until the partner names another address."))
    return redirect("association_review", association.public_id)


@require_POST
@on_association
def association_note(request: HttpRequest, association: Association) -> HttpResponse:
    """Words for colleagues."""
    return _say(request, association, talking.note, _("The note is kept."))


@require_POST
@on_association
def association_write(request: HttpRequest, association: Association) -> HttpResponse:
    """Words to the partner."""
    return _say(request, association, talking.write, _("The message is sent."))


def _say(request: HttpRequest, association: Association, say: Callable[..., Any], said: str) -> HttpResponse:
    form = WordsForm(request.POST)
    if form.is_valid():
        say(association.pk, form.cleaned_data["words"], user=request.user)
        messages.success(request, said)
    else:
        messages.error(request, _("Say something."))
    return redirect("association_review", association.public_id)


def _act(
    request: HttpRequest,
    association: Association,
    verb: str,
    form: Any,
    act: Callable[[], None],
    said: str,
    *,
    page: str = "",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """A page with a form: refused on GET where the verb is not possible; the act on POST."""
    if form.is_valid():
        with refusals_in(form):
            act()
            messages.success(request, said)
            return redirect("association_review", association.public_id)
    verdict = workflow.verdict(association, verb, request.user, clock.now())
    if request.method != "POST" and not verdict and page != "compare":
        raise ActionRefused(verdict)
    shown = {"association": association, "form": form, "verdict": verdict, **(context or {})}
    name = page or verb
    return render(request, f"associations/staff/{name}.html", shown, status=status_of(form))
