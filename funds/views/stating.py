"""The statement of a location's funds in a program: on the page, and as PDF, XLSX and CSV."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.current import LocatedRequest
from documents.pdf import draw
from funds.forms.stating import StatementForm
from funds.models import Fund
from funds.statement import Statement
from funds.stating import MOST_IN_PDF, context_of, lines_of, name_of, span_of
from lifecycle import ActionRefused, Verdict, clock
from lists.spreadsheets import MARK, WORKBOOK, line_of, workbook_of


@require_safe
@login_required
def fund_statement(request: LocatedRequest, public_id: str, code: str) -> HttpResponse:
    """Which funds and days, the balances at both ends, and the ways to the files."""
    form = _form(request, public_id, code)
    statement = Statement(form.scope(), request.user) if form.is_valid() else None
    context = {
        "form": form,
        "statement": statement,
        "span": span_of(statement) if statement else "",
        "fund": form.funds[0],
        "most_in_pdf": MOST_IN_PDF,
        "ours": form.funds[0].partner in request.locations.all,
    }
    return render(request, "funds/statement.html", context)


@require_safe
@login_required
def fund_statement_file(request: HttpRequest, public_id: str, code: str, extension: str) -> HttpResponseBase:
    """The same as a file."""
    form = _form(request, public_id, code)
    if extension not in ("pdf", "xlsx", "csv"):
        raise Http404
    if not form.is_valid():
        page = reverse("fund_statement", args=[public_id, code])
        return redirect(f"{page}?{request.GET.urlencode()}")
    statement = Statement(form.scope(), request.user)
    name = f"{name_of(statement)}.{extension}"
    if extension == "pdf":
        return _pdf(statement, name, clock.now())
    lines = lines_of(statement, get_language() or "en")
    if extension == "xlsx":
        return FileResponse(
            workbook_of(_("Statement"), lines), as_attachment=True, filename=name, content_type=WORKBOOK
        )
    return StreamingHttpResponse(
        _csv(line_of(one) for one in lines), headers=_headers(name, "text/csv; charset=utf-8")
    )


def _form(request: HttpRequest, public_id: str, code: str) -> StatementForm:
    seen = Fund.objects.visible_to(request.user).filter(partner__public_id=public_id, program__code=code)
    funds = list(seen.for_reading())
    if not funds:
        raise Http404
    return StatementForm(request.GET, funds=funds)


def _pdf(statement: Statement, name: str, at: datetime) -> HttpResponse:
    if statement.count > MOST_IN_PDF:
        words = _("A PDF holds at most %(most)s entries. Choose fewer days, or take the spreadsheet.")
        raise ActionRefused(Verdict(False, words % {"most": MOST_IN_PDF}))
    return HttpResponse(
        draw("statement", context_of(statement, at)), headers=_headers(name, "application/pdf")
    )


def _headers(name: str, content_type: str) -> dict[str, str]:
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return {"Content-Type": content_type, "Content-Disposition": disposition or "attachment"}


def _csv(lines: Iterator[str]) -> Iterator[str]:
    yield MARK
    yield from lines
