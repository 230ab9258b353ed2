"""Bank statements: bringing one in, what matched and what did not, and what becomes of the rest."""

from collections import Counter
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lifecycle.refusals import refusals_in, status_of
from lists.paging import page_of
from payments.actions import statements as actions
from payments.enums import UNMATCHED, Found, StatementState
from payments.forms.statements import REPAYMENT, TIE, EntryForm, StatementForm
from payments.models import Recovery, Statement, StatementEntry
from payments.statements import csv
from payments.views.fetch import is_payer, statement_seen, statements_seen

#: Entries on the page of a statement; those to look at come first.
SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def statements(request: HttpRequest) -> HttpResponse:
    """The statements that were brought in, and for payers the place to bring one in."""
    seen, sent = statements_seen(request.user), request.method == "POST"
    form = StatementForm(request.POST if sent else None, request.FILES if sent else None)
    if sent:
        actions.require_payer(request.user)
    if form.is_valid():
        with refusals_in(form):
            file, writing = form.cleaned_data["file"], form.cleaned_data["writing"]
            made = actions.receive(file.read(), file.name, writing, user=request.user)
            return redirect("statement", made.public_id)
    page = page_of(seen.with_unmatched().select_related("imported_by"), request.GET, "imported_at")
    context = {
        "form": form,
        "page": page,
        "is_payer": is_payer(request.user),
        "earlier": _earlier(form),
        "columns": csv.COLUMNS,
    }
    return render(request, "payments/statements.html", context, status=status_of(form))


def _earlier(form: StatementForm) -> Statement | None:
    """Where the same file was brought in before: that one."""
    refused = getattr(form, "refused", None)
    return refused.statement if isinstance(refused, actions.AlreadyImported) else None


@require_safe
@login_required
def statement_template(request: HttpRequest) -> HttpResponse:
    """The columns of a table, as the first line of a CSV."""
    statements_seen(request.user)
    headers = {"Content-Disposition": 'attachment; filename="statement.csv"'}
    return HttpResponse(csv.template_csv(), content_type="text/csv; charset=utf-8", headers=headers)


@require_safe
@login_required
def statement(request: HttpRequest, public_id: str) -> HttpResponse:
    """How far the worker is; then what waits for somebody, and what was done."""
    found = statement_seen(request.user, public_id)
    total, looked_at = found.entries.count(), found.entries.exclude(found="").count()
    busy = found.state == StatementState.READING or looked_at < total
    progress = {"statement": found, "total": total, "looked_at": looked_at}
    alone = bool(request.headers.get("HX-Request"))
    if alone and not busy:
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"HX-Refresh": "true"})
    if alone:
        return render(request, "payments/_statement_progress.html", progress)
    entries = found.entries.select_related("payment__partner", "settled_by")
    counts = Counter(dict(found.entries.order_by().values_list("found").annotate(Count("pk"))))
    context = {
        **progress,
        "busy": busy,
        "waiting": list(entries.unmatched()[:SHOWN]),
        "done": list(entries.exclude(found__in=UNMATCHED)[:SHOWN]),
        "counts": [(Found(name).label, count) for name, count in counts.items() if name],
        "is_payer": is_payer(request.user),
        "shown": SHOWN,
    }
    return render(request, "payments/statement.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def statement_entry(request: HttpRequest, public_id: str, position: int) -> HttpResponse:
    """An entry that matched nothing: tied to a payment, to what had to come back, or set aside with a note."""
    found = statement_seen(request.user, public_id)
    actions.require_payer(request.user)
    entry = get_object_or_404(found.entries.select_related("payment__partner"), position=position)
    owed = Recovery.objects.visible_to(request.user).unsettled().filter(currency=entry.currency)
    form = EntryForm(request.POST or None, entry=entry, recoveries=owed, initial=_known(entry))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            _settle(entry.pk, form, request)
            messages.success(request, _("Settled."))
            return redirect("statement", found.public_id)
    context = {"statement": found, "entry": entry, "form": form, "open": entry.found in UNMATCHED}
    return render(request, "payments/statement_entry.html", context, status=status_of(form))


def _known(entry: StatementEntry) -> dict[str, str]:
    """What is offered: the payment it seems to be about."""
    return {"what": TIE, "reference": entry.payment.reference} if entry.payment else {}


def _settle(entry_id: int, form: EntryForm, request: HttpRequest) -> None:
    cleaned, note = form.cleaned_data, form.cleaned_data["note"]
    if cleaned["what"] == TIE:
        actions.tie(entry_id, cleaned["reference"], note, user=request.user)
    elif cleaned["what"] == REPAYMENT:
        actions.tie_to_recovery(entry_id, cleaned["recovery"], note, user=request.user)
    else:
        actions.set_aside(entry_id, note, user=request.user)
