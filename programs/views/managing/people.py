"""Who does what in a program (R8): managers give and take roles, never their own."""

from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lifecycle import ActionRefused
from lifecycle.refusals import refusals_in, status_of
from programs.actions import roles as acts
from programs.enums import VendorRole
from programs.forms.enrolling import RoleForm
from programs.models import ProgramRole
from programs.permissions import may_manage
from programs.views.managing.fetch import own_program, read_program


@require_safe
@login_required
def managing_people(request: HttpRequest, program: str) -> HttpResponse:
    """Everybody with a role in the program, auditors of every program among them; one query."""
    here = read_program(request.user, program)
    held = (
        ProgramRole.objects.in_program(here).select_related("user").order_by("user__name", "user_id", "role")
    )
    context = {
        "program": here,
        "people": [(person, list(roles)) for person, roles in groupby(held, key=lambda one: one.user)],
        "may_manage": may_manage(request.user, here),
    }
    return render(request, "programs/managing/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def managing_role_new(request: HttpRequest, program: str) -> HttpResponse:
    """Give somebody a role."""
    own = own_program(request.user, program)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person, role = form.cleaned_data["person"], VendorRole(form.cleaned_data["role"])
        with refusals_in(form):
            acts.give_role(own, person, role, by=request.user)
            messages.success(request, _("%(name)s is %(role)s now.") % {"name": person, "role": role.label})
            return redirect("managing_people", own.code)
    context = {"program": own, "form": form}
    return render(request, "programs/managing/role_new.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def managing_role(request: HttpRequest, program: str, role: int) -> HttpResponse:
    """Take a role from somebody, after a look."""
    own = own_program(request.user, program)
    held = get_object_or_404(ProgramRole.objects.select_related("user"), program=own, pk=role)
    if request.method == "POST":
        facts = {"name": held.user, "role": held.get_role_display()}
        try:
            acts.take_role(own, held, by=request.user)
        except ActionRefused as refused:
            messages.error(request, str(refused.reason))
        else:
            messages.success(request, _("%(name)s is no longer %(role)s.") % facts)
        return redirect("managing_people", own.code)
    return render(request, "programs/managing/role.html", {"program": own, "held": held})
