"""One import of earnings: what it would do, what is wrong, and what a second person says."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funds.actions import applying, importing, reversing
from funds.earnings import mistakes, sums
from funds.earnings.sayings import timeline
from funds.earnings.states import BUSY, ImportState
from funds.earnings.table import allowed, verdict
from funds.forms.earnings import WhyForm
from funds.models import EarningsImport
from lifecycle import ActionRefused, clock
from lifecycle.refusals import refusals_in, status_of
from outbox.models import Job
from programs.permissions import may_manage

#: Rows on the page; all of them are in the file.
SHOWN = 50
#: How many digits a place of a page may have.
_DIGITS = 18


def _import(request: HttpRequest, public_id: str) -> EarningsImport:
    visible = EarningsImport.objects.visible_to(request.user).for_reading()
    return get_object_or_404(visible, public_id=public_id)


@require_safe
@login_required
def earnings_import(request: HttpRequest, public_id: str) -> HttpResponse:
    """How far the worker is; then what is wrong, or what the rows do, in all, by location and row by row."""
    found = _import(request, public_id)
    busy = found.state in BUSY
    alone = bool(request.headers.get("HX-Request"))
    if alone and not busy:
        # The bar has done its work: the whole page has something new to say.
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"HX-Refresh": "true"})
    context = {"imported": found, "busy": busy, "stuck": busy and _is_stuck(found)}
    if alone:
        return render(request, "funds/earnings/_progress.html", context)
    context |= {"allowed": allowed(found, request.user, clock.now()), "entries": timeline(found)}
    context |= {} if busy else _figures(found, request.GET.get("after", ""))
    context["may_ask"] = found.state == ImportState.APPLIED and may_manage(request.user, found.program)
    return render(request, "funds/earnings/import.html", context)


def _is_stuck(found: EarningsImport) -> bool:
    """Whether the work was set aside after its last try."""
    tasks = (importing.CHECK, applying.APPLY, reversing.REVERSE)
    work = Job.objects.filter(task__in=tasks, ids={"imported": found.pk})
    return work.filter(set_aside_at__isnull=False).exists()


def _figures(found: EarningsImport, after: str) -> dict[str, Any]:
    wrong = found.rows.wrong()
    if wrong.exists():
        rows = [(one, mistakes.told(one)) for one in wrong.order_by("line")[:SHOWN]]
        return {"wrong_rows": rows, "wrong": wrong.count(), "good": found.rows.good().count()}
    place = int(after) if after.isascii() and after.isdecimal() and len(after) < _DIGITS else 0
    totals, following = sums.by_partner(found, place)
    rows = found.rows.select_related("partner", "period").order_by("line")[:SHOWN]
    return {
        "total": sums.in_all(found),
        "totals": totals,
        "after": place,
        "following": following,
        "rows": rows,
        "more": max(found.rows_total - SHOWN, 0),
    }


@require_safe
@login_required
def earnings_wrong(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """What is wrong, by row and column, as CSV in the reader's language."""
    found = _import(request, public_id)
    if not found.rows.wrong().exists():
        raise Http404
    return _csv(list(mistakes.wrong_rows(found)), _("to-correct"))


@require_safe
@login_required
def earnings_rows(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Every row with what it does, as CSV."""
    found = _import(request, public_id)
    return _csv(list(mistakes.good_rows(found)), _("earnings"))


def _csv(lines: list[str], name: str) -> HttpResponseBase:
    # Read before it is sent: the reader's language holds only until the view is left.
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@require_safe
@login_required
def earnings_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The sheet as it was sent, byte by byte."""
    found = _import(request, public_id)
    if found.content is None:
        raise Http404
    response = HttpResponse(bytes(found.content), content_type="application/octet-stream")
    suffix = "xlsx" if bytes(found.content[:2]) == b"PK" else "csv"
    response["Content-Disposition"] = f'attachment; filename="{found.public_id}.{suffix}"'
    return response


@require_POST
@login_required
def earnings_confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say yes as a second person."""
    found = _import(request, public_id)
    applying.confirm(found.pk, user=request.user)
    messages.success(request, _("Confirmed. It is being applied."))
    return redirect("earnings_import", found.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def earnings_drop(request: HttpRequest, public_id: str) -> HttpResponse:
    """It is never applied, and why."""
    return _why(
        request, _import(request, public_id), "drop", importing.drop, _("Dropped. Nothing was applied.")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def earnings_reversal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask to take an applied import back, and why."""
    words = _("A second person is asked to confirm it.")
    return _why(request, _import(request, public_id), "ask_reversal", reversing.ask, words)


def _why(request: HttpRequest, found: EarningsImport, verb: str, act: Any, done: str) -> HttpResponse:
    if not (answer := verdict(found, verb, request.user, clock.now())):
        raise ActionRefused(answer)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_in(form):
            act(found.pk, form.cleaned_data["reason"], user=request.user)
            messages.success(request, done)
            return redirect("earnings_import", found.public_id)
    context = {"form": form, "imported": found}
    return render(request, f"funds/earnings/{verb}.html", context, status=status_of(form))


@require_POST
@login_required
def earnings_keep(request: HttpRequest, public_id: str) -> HttpResponse:
    """It stays applied after all."""
    found = _import(request, public_id)
    reversing.keep(found.pk, user=request.user)
    messages.success(request, _("It stays applied."))
    return redirect("earnings_import", found.public_id)


@require_POST
@login_required
def earnings_reverse(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say yes to taking it back, as a second person."""
    found = _import(request, public_id)
    reversing.confirm(found.pk, user=request.user)
    messages.success(request, _("Confirmed. It is being taken back."))
    return redirect("earnings_import", found.public_id)
