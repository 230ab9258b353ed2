"""The filtered list as a file: CSV, streamed as it is read, and XLSX, written to the disk first."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from associations.forms.filters import FilterForm
from associations.models import Association
from lists.spreadsheets import MARK, WORKBOOK, line_of, workbook_of

#: So many rows are read at once.
BATCH = 1000


@require_safe
@login_required
def association_export(request: HttpRequest, extension: str) -> HttpResponseBase:
    """What the list shows with these filters, all pages of it."""
    location = request.locations.current
    if location is None:
        return redirect("home")
    if extension not in ("csv", "xlsx"):
        raise Http404
    form = FilterForm(request.GET)
    found = form.narrow(Association.objects.of_partner(request.user, location)).for_lists()
    rows = found.order_by(f"-{form.moment}", "-pk").iterator(BATCH)
    language = get_language() or "en"
    if extension == "xlsx":
        file = workbook_of(_("Customers"), _lines(rows, language))
        return FileResponse(file, as_attachment=True, filename="customers.xlsx", content_type=WORKBOOK)
    lines = (line_of(one) for one in _lines(rows, language))
    response = StreamingHttpResponse(_marked(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="customers.csv"'
    return response


def _marked(lines: Iterator[str]) -> Iterator[str]:
    yield MARK
    yield from lines


def _lines(found: Iterator[Association], language: str) -> Iterator[list[str]]:
    # While a response streams, the request's language is over already.
    with override(language):
        head = _heading()
    yield head
    for one in found:
        with override(language):
            cells = _cells(one)
        yield cells


def _heading() -> list[str]:
    return [
        _("Number"), _("Customer"), _("Tenant id"), _("Domain"), _("Country"), _("Program"), _("Engagement"),
        _("Recorded as"), _("Workloads or subscriptions"), _("State"), _("Submitted"),
        _("Partner of record since"), _("Until"), _("Owner"),
    ]  # fmt: skip


def _cells(one: Association) -> list[str]:
    return [
        one.number or "", one.customer_name, str(one.tenant_id or ""), one.domain, one.country,
        str(one.program), str(one.get_engagement_display()), str(one.get_role_display()),
        "; ".join(str(item) for item in one.items.all()), str(one.partner_label), _instant(one.submitted_at),
        _instant(one.approved_at), _instant(one.ended_at), str(one.owner),
    ]  # fmt: skip


def _instant(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else ""
