"""A program's limits, clocks and words: managers change them, auditors read them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lifecycle import clock
from lifecycle.refusals import refusals_in, status_of
from programs.actions.settings import change_settings
from programs.forms.managing import SettingsForm, fixed_place
from programs.models import Program
from programs.permissions import may_manage
from programs.sayings import facts_of
from programs.views.managing.fetch import own_program, read_program


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def managing_settings(request: HttpRequest, program: str) -> HttpResponse:
    """What the program is called, how much and how long; every change is said at its field where it cannot be."""
    if request.method != "POST":
        return _page(request, read_program(request.user, program))
    own = own_program(request.user, program)
    form = SettingsForm(request.POST, thing=own, at=clock.now())
    if form.is_valid():
        with refusals_in(form):
            changed = change_settings(own, form.typed, seen=form.marks, by=request.user)
            messages.success(
                request, _("Saved. It stands in the history.") if changed else _("Nothing was changed.")
            )
            return redirect("managing_settings", own.code)
    return _page(request, own, form)


def _page(request: HttpRequest, program: Program, form: Any = None) -> HttpResponse:
    at = clock.now()
    if form is None and may_manage(request.user, program):
        form = SettingsForm(thing=program, at=at)
    context = {"program": program, "form": form}
    if form:
        context["fixed"] = facts_of(program, form.fixed, reasons=form.fixed)
    else:
        context["facts"] = facts_of(program, SettingsForm.names, reasons=fixed_place(program, at))
    status = status_of(form) if form and form.is_bound else 200
    return render(request, "programs/managing/settings.html", context, status=status)
