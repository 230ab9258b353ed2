"""Imports of earnings of a program: the list, sending a sheet, one adjustment by hand, the templates."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from funds.actions import importing
from funds.earnings import template
from funds.earnings.querysets import READERS
from funds.forms.earnings import AdjustmentForm, EarningsForm
from funds.models import EarningsImport
from lifecycle import ActionRefused
from lifecycle.refusals import refusals_in, status_of
from lists.paging import page_of
from lists.spreadsheets import WORKBOOK
from programs import hub
from programs.models import Program
from programs.permissions import has_role, may_manage


def program_of(user: Any, code: str) -> Program:
    """The program of this code, for who manages, pays or audits it; 404 for anybody else."""
    return get_object_or_404(Program.objects.with_role(user, *READERS), code=code)


def _managed(user: Any, code: str) -> Program:
    """The same for managers; who only reads is refused."""
    program = program_of(user, code)
    if not (verdict := may_manage(user, program)):
        raise ActionRefused(verdict)
    return program


@require_safe
@login_required
def earnings(request: HttpRequest, program: str) -> HttpResponse:
    """What was brought in, newest first, and the earning periods with what became of them."""
    found = program_of(request.user, program)
    imports = EarningsImport.objects.visible_to(request.user).filter(program=found).for_reading()
    context = {
        "program": found,
        "manages": bool(may_manage(request.user, found)),
        "reads_hub": has_role(request.user, found, *hub.READERS),
        "page": page_of(imports, request.GET, "sent_at"),
        "periods": found.usage_periods.select_related("earning_closing").order_by("-first_day"),
    }
    return render(request, "funds/earnings/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def earnings_new(request: HttpRequest, program: str) -> HttpResponse:
    """Send a sheet; a worker checks it."""
    found = _managed(request.user, program)
    sent = request.method == "POST"
    form = EarningsForm(request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid():
        with refusals_in(form):
            file, writing = form.cleaned_data["file"], form.cleaned_data["writing"]
            imported = importing.receive(found, file.read(), file.name, writing, user=request.user)
            return redirect("earnings_import", imported.public_id)
    context = {"form": form, "program": found}
    return render(request, "funds/earnings/new.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def adjustment_new(request: HttpRequest, program: str) -> HttpResponse:
    """Propose one adjustment by hand: the same as a sheet of one row."""
    found = _managed(request.user, program)
    form = AdjustmentForm(found, request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_in(form):
            imported = importing.propose(found, form.cleaned_data, user=request.user)
            return redirect("earnings_import", imported.public_id)
    context = {"form": form, "program": found}
    return render(request, "funds/earnings/adjust.html", context, status=status_of(form))


@require_safe
@login_required
def earnings_template(request: HttpRequest, program: str, kind: str) -> HttpResponse:
    """What people fill in."""
    found = program_of(request.user, program)
    if kind not in ("csv", "xlsx"):
        raise Http404
    content = template.as_csv() if kind == "csv" else template.as_xlsx(found)
    content_type = "text/csv; charset=utf-8" if kind == "csv" else WORKBOOK
    name = _("earnings")
    headers = {"Content-Disposition": f'attachment; filename="{name}-{found.code}.{kind}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
