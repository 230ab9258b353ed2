"""Drafts from a sheet: the template, sending, what is wrong with it, and the button that makes the drafts."""

from collections import Counter
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims.actions import sheets as actions
from claims.enums import RowState
from claims.forms.sheets import SheetForm
from claims.models import Sheet
from claims.sheets import mistakes, template
from claims.sheets.offers import Offers
from lifecycle import clock
from lifecycle.refusals import refusals_in, status_of
from outbox.models import Job

SHOWN = 10
#: Wrong rows on the page; all of them are in the file.
WRONG_SHOWN = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
def sheets(request: HttpRequest) -> HttpResponse:
    """How it goes, the sheets sent before, and the place to send one."""
    location = request.locations.current
    if location is None:
        return redirect("home")
    sent = request.method == "POST"
    form = SheetForm(request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid():
        with refusals_in(form):
            file, writing = form.cleaned_data["file"], form.cleaned_data["writing"]
            sheet = actions.receive(location, file.read(), file.name, writing, user=request.user)
            return redirect("sheet", sheet.public_id)
    mine = Sheet.objects.visible_to(request.user).filter(partner=location).select_related("sent_by")
    context = {"form": form, "sheets": mine.defer("content").order_by("-sent_at")[:SHOWN]}
    return render(request, "claims/sheets.html", context, status=status_of(form))


@require_safe
@login_required
def sheet_template(request: HttpRequest, kind: str) -> HttpResponse:
    """What people fill in, with what is open to them at their location today."""
    location = request.locations.current
    if location is None:
        return redirect("home")
    if kind == "csv":
        content, content_type = template.as_csv(), "text/csv; charset=utf-8"
    else:
        offers = Offers(request.user, location, clock.now())
        content, content_type = template.as_xlsx(offers), XLSX
    name = _("drafts")
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def _sheet(request: HttpRequest, public_id: str) -> Sheet:
    visible = Sheet.objects.visible_to(request.user).select_related("partner", "sent_by", "started_by")
    return get_object_or_404(visible.defer("content"), public_id=public_id)


@require_safe
@login_required
def sheet(request: HttpRequest, public_id: str) -> HttpResponse:
    """How far the worker is, what is wrong by row and column, and what became of the rows."""
    found = _sheet(request, public_id)
    alone = bool(request.headers.get("HX-Request"))
    if alone and not found.is_busy:
        # The bar has done its work: the whole page has something new to say.
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"HX-Refresh": "true"})
    context = {"sheet": found, "stuck": found.is_busy and _is_stuck(found)}
    if alone:
        return render(request, "claims/_sheet_progress.html", context)
    return render(request, "claims/sheet.html", context | _rows(found))


def _is_stuck(found: Sheet) -> bool:
    """Whether the work was set aside after its last try."""
    work = Job.objects.filter(task__in=(actions.CHECK, actions.MAKE), ids={"sheet": found.pk})
    return work.filter(set_aside_at__isnull=False).exists()


def _rows(found: Sheet) -> dict[str, object]:
    counts = Counter(dict(found.rows.order_by().values_list("state").annotate(Count("pk"))))
    wrong = list(found.rows.filter(state__in=mistakes.WRONG)[:WRONG_SHOWN])
    known = found.rows.filter(state=RowState.KNOWN).select_related("claim")[:WRONG_SHOWN]
    return {
        "good": counts[RowState.GOOD],
        "known": counts[RowState.KNOWN],
        "created": counts[RowState.CREATED],
        "wrong": counts[RowState.WRONG] + counts[RowState.REFUSED],
        "wrong_rows": [(one, mistakes.told(one)) for one in wrong],
        "known_rows": list(known),
    }


@require_safe
@login_required
def sheet_wrong(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The rows that did not become drafts, with what is wrong, as CSV."""
    found = _sheet(request, public_id)
    if not found.rows.filter(state__in=mistakes.WRONG).exists():
        raise Http404
    response = StreamingHttpResponse(list(mistakes.as_csv(found)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="to-correct.csv"'
    return response


@require_POST
@login_required
def sheet_create(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make the drafts; a second press finds them being made."""
    found = _sheet(request, public_id)
    actions.start(found.pk, user=request.user)
    messages.info(request, _("The drafts are being made."))
    return redirect("sheet", found.public_id)
