"""Reasons that a program offers, by what they are for."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lifecycle import ActionRefused, clock
from lifecycle.refusals import refusals_in, status_of
from programs.actions import reasons as acts
from programs.enums import ReasonKind
from programs.forms.reasons import NewReasonForm, ReasonForm
from programs.models import Program, Reason
from programs.permissions import may_change_reason, may_manage
from programs.views.managing.fetch import own_program, read_program


def _of(program: Program) -> Q:
    return Q(program=program) | Q(program=None)


@require_safe
@login_required
def managing_reasons(request: HttpRequest, program: str) -> HttpResponse:
    """Those of the program and those of every program, by kind; retired ones stand last."""
    here = read_program(request.user, program)
    reasons = list(Reason.objects.filter(_of(here)).order_by("-active", "position", "code"))
    common = next((one for one in reasons if one.program_id is None), None)
    context = {
        "program": here,
        "groups": [(kind.label, [one for one in reasons if one.kind == kind]) for kind in ReasonKind],
        "may_manage": may_manage(request.user, here),
        "may_change_common": common is not None and may_change_reason(request.user, common),
    }
    return render(request, "programs/managing/reasons.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def managing_reason_new(request: HttpRequest, program: str) -> HttpResponse:
    """A reason that this program alone offers."""
    own = own_program(request.user, program)
    form = NewReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            kind = ReasonKind(form.cleaned_data["kind"])
            acts.add_reason(own, kind, form.written("words"), form.written("mend"), by=request.user)
            messages.success(request, _("The reason is offered from now on."))
            return redirect("managing_reasons", own.code)
    context = {"program": own, "form": form}
    return render(request, "programs/managing/reason_new.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def managing_reason(request: HttpRequest, program: str, reason: str) -> HttpResponse:
    """Its words, and whether it is offered."""
    own = own_program(request.user, program)
    found = get_object_or_404(Reason, _of(own), code=reason)
    if not (verdict := may_change_reason(request.user, found)):
        raise ActionRefused(verdict)
    form = ReasonForm(request.POST or None, thing=found, at=clock.now())
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            changed = acts.change_reason(found, form.typed, seen=form.marks, by=request.user)
            messages.success(
                request, _("Saved. It stands in the history.") if changed else _("Nothing was changed.")
            )
            return redirect("managing_reasons", own.code)
    context = {"program": own, "reason": found, "form": form}
    return render(request, "programs/managing/reason.html", context, status=status_of(form))
