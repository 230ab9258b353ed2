"""A program's usage periods: read by managers and auditors, added, changed and removed by managers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lifecycle import ActionRefused, clock
from lifecycle.refusals import refusals_in, status_of
from programs import in_use
from programs.actions import periods as acts
from programs.forms.periods import PeriodChangeForm, PeriodForm
from programs.models import UsagePeriod
from programs.permissions import may_manage
from programs.sayings import facts_of
from programs.standing import PeriodRow
from programs.views.managing.fetch import own_program, read_program

FIXED = ("code", "last_day", "deadline_day")


@require_safe
@login_required
def managing_periods(request: HttpRequest, program: str) -> HttpResponse:
    """All of them, the newest first, with the deadline that holds for locations without an extension of their own."""
    here = read_program(request.user, program)
    at = clock.now()
    periods = UsagePeriod.objects.filter(program=here).with_deadlines().order_by("-first_day")
    context = {
        "program": here,
        "rows": [PeriodRow(one, None, at) for one in periods],
        "may_manage": may_manage(request.user, here),
    }
    return render(request, "programs/managing/periods.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def managing_period_new(request: HttpRequest, program: str) -> HttpResponse:
    """A new usage period; it begins with the half-year after the last one."""
    own = own_program(request.user, program)
    form = PeriodForm(request.POST or None, program=own)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            period = acts.add_period(own, form.cleaned_data["code"], form.days, by=request.user)
            messages.success(request, _("The usage period %(period)s is there.") % {"period": period.name})
            return redirect("managing_periods", own.code)
    context = {"program": own, "form": form}
    return render(request, "programs/managing/period_new.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def managing_period(request: HttpRequest, program: str, period: int) -> HttpResponse:
    """What may still change of one, and whether it can be removed."""
    own = own_program(request.user, program)
    found = get_object_or_404(UsagePeriod.objects.select_related("program"), program=own, pk=period)
    at = clock.now()
    form = PeriodChangeForm(request.POST or None, thing=found, at=at)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            changed = acts.change_period(found, form.typed, seen=form.marks, by=request.user)
            messages.success(
                request, _("Saved. It stands in the history.") if changed else _("Nothing was changed.")
            )
            return redirect("managing_periods", own.code)
    context = {
        "program": own,
        "period": found,
        "form": form,
        "fixed": facts_of(found, FIXED),
        "needed": in_use.refusals(found, {in_use.REMOVED: True}, at).get(in_use.REMOVED, ""),
    }
    return render(request, "programs/managing/period.html", context, status=status_of(form))


@require_http_methods(["POST"])
@login_required
def managing_period_remove(request: HttpRequest, program: str, period: int) -> HttpResponse:
    """Take it away, where nothing needs it."""
    own = own_program(request.user, program)
    found = get_object_or_404(UsagePeriod.objects.select_related("program"), program=own, pk=period)
    try:
        acts.remove_period(found, by=request.user)
    except ActionRefused as refused:
        messages.error(request, str(refused.reason))
        return redirect("managing_period", own.code, found.pk)
    messages.success(request, _("The usage period %(period)s was removed.") % {"period": found.name})
    return redirect("managing_periods", own.code)
