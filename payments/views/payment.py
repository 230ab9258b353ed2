"""One payment: what it pays and how far it is, its letter and its files; for partner and staff alike."""

from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from documents.pdf import draw
from history.models import Event
from lifecycle import clock
from lists.spreadsheets import MARK, WORKBOOK, line_of, workbook_of
from payments import workflow
from payments.enums import PaymentStage
from payments.proposed import proposal_of
from payments.remittance import remittance_of, rows_of
from payments.views.fetch import payment_seen, reads_as_staff
from payments.words import timeline

VERBS = ("note_failure", "lose_track", "propose_outcome", "agree_outcome", "clear")


@require_safe
@login_required
def payment(request: HttpRequest, public_id: str) -> HttpResponse:
    """What it pays, line by line; what the bank said of it; and what can be done."""
    found = payment_seen(request.user, public_id)
    staff = reads_as_staff(request.user, found.batch.program)
    unknown = found.stage == PaymentStage.UNKNOWN
    context = {
        "payment": found,
        "remittance": remittance_of(found),
        "staff": staff,
        "allowed": workflow.allowed(found, VERBS, request.user, clock.now()) if staff else {},
        "proposal": proposal_of(found) if staff and unknown else None,
        "entries": timeline(Event.objects.about(found).for_reading(), found.currency) if staff else [],
    }
    return render(request, "payments/payment.html", context)


@require_safe
@login_required
def payment_file(request: HttpRequest, public_id: str, extension: str) -> HttpResponseBase:
    """The remittance letter as PDF, or its lines as CSV and XLSX; in the partner's language, always the same."""
    if extension not in ("pdf", "csv", "xlsx"):
        raise Http404
    remittance = remittance_of(payment_seen(request.user, public_id))
    name = f"{remittance.name}.{extension}"
    with override(remittance.language), timezone.override(remittance.payment.batch.program.zone):
        if extension == "pdf":
            pdf = draw("remittance", {"remittance": remittance, "payment": remittance.payment})
            return HttpResponse(pdf, headers=_headers(name, "application/pdf"))
        lines = list(rows_of(remittance))
        title = _("Remittance")
    if extension == "xlsx":
        file = workbook_of(title, lines)
        return FileResponse(file, as_attachment=True, filename=name, content_type=WORKBOOK)
    written = (line_of(one) for one in lines)
    return StreamingHttpResponse(_marked(written), headers=_headers(name, "text/csv; charset=utf-8"))


def _marked(lines: Iterator[str]) -> Iterator[str]:
    yield MARK
    yield from lines


def _headers(name: str, content_type: str) -> dict[str, str]:
    return {"Content-Type": content_type, "Content-Disposition": f'attachment; filename="{name}"'}
