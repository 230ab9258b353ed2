"""Reports for managers and auditors, of their programs; everybody else finds nothing here."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from lifecycle import clock
from lists.paging import page_of
from lists.spreadsheets import MARK, WORKBOOK, line_of, workbook_of
from programs.permissions import held_roles
from programs.rules import local_day
from reports import claimed, reasons, spending, times
from reports.behind import claims_behind
from reports.enums import READERS
from reports.files import SHEETS, lines_of
from reports.forms import ReportFilter
from reports.standing import standing_of
from reports.tabs import FIELDS, tabs

View = Callable[..., HttpResponseBase]


def _for_readers(view: View) -> View:
    @require_safe
    @login_required
    @wraps(view)
    def with_role(request: HttpRequest, **names: str) -> HttpResponseBase:
        if not {one.role for one in held_roles(request.user)} & set(READERS):
            raise Http404
        return view(request, **names)

    return with_role


def _drawn(request: HttpRequest, report: str, form: ReportFilter, **found: Any) -> HttpResponse:
    """The page of a report: beside its figures the filter, the way to the others, and as of when they are."""
    at = clock.now()
    context = {
        "filter": form,
        "active": len(form.wanted),
        "tabs": tabs(report, form),
        "report": report,
        "query": request.GET.urlencode(),
        "standing": standing_of(form.periods(), at, request.user.zone),
    }
    return render(request, f"reports/{report}.html", context | found)


def _form(request: HttpRequest, report: str) -> ReportFilter:
    return ReportFilter(request.GET, user=request.user, fields=FIELDS[report])


@_for_readers
def reports(request: HttpRequest) -> HttpResponse:
    """Claimed, approved, paid and cut."""
    form = _form(request, "claims")
    return _drawn(request, "claims", form, tables=claimed.tables_of(form))


@_for_readers
def report_funds(request: HttpRequest) -> HttpResponse:
    """What became of earned funds as time passed."""
    form = _form(request, "funds")
    courses = spending.courses_of(form, local_day(clock.now(), request.user.zone))
    return _drawn(request, "funds", form, courses=courses, shown=spending.SHOWN)


@_for_readers
def report_times(request: HttpRequest) -> HttpResponse:
    """How long decisions took."""
    form = _form(request, "times")
    return _drawn(request, "times", form, found=times.report_of(form))


@_for_readers
def report_reasons(request: HttpRequest) -> HttpResponse:
    """Why lines were cut or refused."""
    form = _form(request, "reasons")
    return _drawn(request, "reasons", form, tables=reasons.tables_of(form))


@_for_readers
def report_claims(request: HttpRequest) -> HttpResponse:
    """The claims behind a figure, newest first."""
    form = _form(request, "behind")
    page = page_of(claims_behind(form).for_lists(), request.GET, "submitted_at")
    return _drawn(request, "behind", form, page=page)


@_for_readers
def report_export(request: HttpRequest, report: str, extension: str) -> HttpResponseBase:
    """The prepared sums of a report as CSV, sent while they are read, or as XLSX, written to the disk first."""
    if report not in SHEETS or extension not in ("csv", "xlsx"):
        raise Http404
    lines = lines_of(SHEETS[report], _form(request, report), get_language() or "en")
    name = f"{report}.{extension}"
    if extension == "xlsx":
        file = workbook_of(report, lines)
        return FileResponse(file, as_attachment=True, filename=name, content_type=WORKBOOK)
    pieces = (piece for part in ([MARK], map(line_of, lines)) for piece in part)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8", headers=headers)
