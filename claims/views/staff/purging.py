"""Files past their retention: the dry run, the lists made of it, and the second person's yes (R15)."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.actions import keeping as acts
from claims.forms.keeping import PurgeForm
from claims.retention import MAKING, READING, past_retention
from documents.models import Purge
from lifecycle import ActionRefused, clock
from lifecycle.refusals import refusals_in, status_of
from lists.paging import page_of
from programs.models import Program
from programs.permissions import held_roles

#: How many files one list holds; the rest comes with the next one.
AT_ONCE = 100

View = Callable[..., HttpResponse]


def _reading(view: View) -> View:
    """For people who read such lists somewhere; for everybody else there is nothing."""

    @login_required
    @wraps(view)
    def with_role(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        if not {one.role for one in held_roles(request.user)} & set(READING):
            raise Http404
        return view(request, *args, **kwargs)

    return with_role


def _purges(request: HttpRequest) -> QuerySet[Purge]:
    programs = Program.objects.with_role(request.user, *READING)
    return Purge.objects.filter(program__in=programs).select_related("program", "made_by", "agreed_by")


@require_safe
@_reading
def purges(request: HttpRequest) -> HttpResponse:
    """What is past its retention, by program, and the lists that were made."""
    at = clock.now()
    managed = Program.objects.with_role(request.user, *MAKING)
    due = [(program, past_retention(program, request.user, at).count()) for program in managed]
    page = page_of(_purges(request), request.GET, "made_at")
    return render(request, "claims/staff/purges.html", {"due": due, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@_reading
def purge_new(request: HttpRequest, code: str) -> HttpResponse:
    """The dry run: nothing is deleted by it. Ticked files become a list for the second person."""
    program = get_object_or_404(Program.objects.with_role(request.user, *READING), code=code)
    if not (verdict := acts.may_make(program, request.user)):
        raise ActionRefused(verdict)
    due = past_retention(program, request.user, clock.now())
    first = due.filter(pk__in=list(due.values_list("pk", flat=True)[:AT_ONCE])).select_related("partner")
    form = PurgeForm(request.POST or None, found=first)
    if form.is_valid():
        with refusals_in(form):
            chosen, reason = form.cleaned_data["documents"], form.cleaned_data["reason"]
            purge = acts.make_purge(program, chosen, reason, user=request.user)
            messages.success(request, _("The list is made. Nothing is deleted until a second person agrees."))
            return redirect("purge", purge.public_id)
    context = {"program": program, "form": form, "documents": first, "total": due.count(), "most": AT_ONCE}
    return render(request, "claims/staff/purge_new.html", context, status=status_of(form))


@require_safe
@_reading
def purge(request: HttpRequest, public_id: str) -> HttpResponse:
    """The exact list, and what became of each file."""
    found = get_object_or_404(_purges(request), public_id=public_id)
    context = {
        "purge": found,
        "items": found.items.select_related("document__partner"),
        "may_carry_out": acts.may_carry_out(found, request.user),
        "may_cancel": acts.may_cancel(found, request.user),
    }
    return render(request, "claims/staff/purge.html", context)


@require_POST
@_reading
def purge_carry_out(request: HttpRequest, public_id: str) -> HttpResponse:
    """The second person's yes."""
    found = acts.carry_out(get_object_or_404(_purges(request), public_id=public_id), user=request.user)
    kept = found.items.exclude(kept_because="").count()
    done = _("Carried out. The files are being deleted; their tombstones stay.")
    messages.success(request, f"{done} {_('Some were kept, see why.')}" if kept else done)
    return redirect("purge", found.public_id)


@require_POST
@_reading
def purge_cancel(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let the list go; every file stays."""
    found = acts.cancel(get_object_or_404(_purges(request), public_id=public_id), user=request.user)
    messages.success(request, _("The list is cancelled. No file was deleted."))
    return redirect("purge", found.public_id)
