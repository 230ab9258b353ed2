"""Invoice lines of a draft, each with its file."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims.actions import drafting, proving
from claims.actions.submitting import total_of
from claims.duplicates import own_uses
from claims.forms.invoice import InvoiceForm
from claims.models import Claim, Expense
from claims.readiness import Section, findings_in
from claims.views.fetch import READING, partner_claim
from claims.views.limits import limits_of
from claims.views.removed import removal_of, say_removed
from documents.upload import streaming_upload
from history.models import Event
from lifecycle import clock
from lifecycle.refusals import refusals_in, status_of
from programs.forms.several import RemoveForm
from programs.rules import local_day


@require_safe
@login_required
def claim_invoices(request: HttpRequest, public_id: str) -> HttpResponse:
    """All lines with their files, and the sum."""
    claim = partner_claim(request, public_id, "edit")
    at = clock.now()
    context = {
        "claim": claim,
        "at": at,
        "found": findings_in(claim, Section.INVOICES, at, request.user),
        "total": total_of(claim),
        "uses": own_uses(claim, request.user),
        **limits_of(claim, at),
    }
    return render(request, "claims/invoices.html", context)


@streaming_upload
@login_required
def claim_invoice_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add a line."""
    claim = partner_claim(request, public_id, "edit")
    return _edit(request, claim, Expense(claim=claim))


@streaming_upload
@login_required
def claim_invoice(request: HttpRequest, public_id: str, line: str) -> HttpResponse:
    """Change a line."""
    claim = partner_claim(request, public_id, "edit")
    if found := _line(claim, line):
        return _edit(request, claim, found)
    gone = removal_of(claim, "invoice_removed", line=line)
    if request.method in READING:
        return say_removed(request, claim, gone, "claim_invoices")
    return _edit(request, claim, Expense(claim=claim), gone)


def _line(claim: Claim, public_id: str) -> Expense | None:
    lines = claim.expenses.filter(certification=None)
    line = (
        lines.select_related("document__uploaded_by", "document__reading").filter(public_id=public_id).first()
    )
    if line:
        line.claim = claim
    return line


def _edit(request: HttpRequest, claim: Claim, line: Expense, gone: Event | None = None) -> HttpResponse:
    at = clock.now()
    about: dict[str, Any] = {
        "line": line,
        "user": request.user,
        "today": local_day(at, claim.program.zone),
    }
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = InvoiceForm(*sent, **about)
    if "read" in request.POST:
        return _read(request, claim, form, at)
    if gone:
        form.removed(gone)
    if form.is_valid():
        with refusals_in(form):
            _save(claim, form, request)
            return redirect("claim_invoices", claim.public_id)
    if not form.is_valid() or form.meanwhile:
        _keep_file(request, claim, form)
    return _page(request, claim, form, at)


def _read(request: HttpRequest, claim: Claim, form: InvoiceForm, at: datetime) -> HttpResponse:
    """Take the file, if one is sent, and fill what is empty with what it says. Saves nothing else.

    Asked by htmx it answers with what js/filling.js puts in, so that what is typed meanwhile stays.
    """
    form.only_the_file()
    _keep_file(request, claim, form)
    filled = form.fill()
    if request.htmx:
        context = {"form": form, "was_read": True, "filled": filled, "notes": form.notes()}
        context |= {"claim": claim, "at": at, "renewed": True}
        return render(request, "claims/_invoice_read.html", context)
    return _page(request, claim, form, at, was_read=True)


def _keep_file(request: HttpRequest, claim: Claim, form: InvoiceForm) -> None:
    """A file outlives a form that is not saved."""
    if form.is_bound and form.cleaned_data.get("file"):
        with refusals_in(form):
            sent, before = form.cleaned_data["file"], form.line.document
            form.keep(proving.keep_upload(claim.pk, sent, user=request.user, instead_of=before))


def _page(
    request: HttpRequest, claim: Claim, form: InvoiceForm, at: datetime, *, was_read: bool = False
) -> HttpResponse:
    form.say_where_from()
    context = {
        "form": form,
        "claim": claim,
        "line": form.line,
        "at": at,
        "was_read": was_read,
        "used": own_uses(claim, request.user).get(form.line.pk or 0),
        # A file that is carried over is read into the empty fields at once, or as soon as it can be.
        "asks": form.awaited or (form.kept_document is not None and not was_read),
        **limits_of(claim, at),
    }
    return render(request, "claims/invoice.html", context, status=status_of(form))


def _save(claim: Claim, form: InvoiceForm, request: HttpRequest) -> None:
    upload, kept = form.cleaned_data["file"], form.cleaned_data["kept"]
    line = drafting.save_expense(
        claim.pk, form.filled_line(), user=request.user, upload=upload, kept=kept, seen=form.marks
    )
    messages.success(
        request,
        _("The invoice %(number)s of %(vendor)s is saved.")
        % {"number": line.invoice_number, "vendor": line.vendor},
    )


@login_required
def claim_invoice_remove(request: HttpRequest, public_id: str, line: str) -> HttpResponse:
    """Asks first; then the line is gone, its file stays stored."""
    claim = partner_claim(request, public_id, "edit")
    expense = _line(claim, line)
    if expense is None:
        return say_removed(request, claim, removal_of(claim, "invoice_removed", line=line), "claim_invoices")
    form = RemoveForm(request.POST if request.method == "POST" else None, of=expense)
    form.saw({name: getattr(expense, name) for name in drafting.SHOWN})
    if form.is_valid():
        with refusals_in(form):
            drafting.remove_expense(claim.pk, expense, user=request.user, seen=form.all_marks)
            words = _("The invoice %(number)s of %(vendor)s was removed.")
            messages.success(request, words % {"number": expense.invoice_number, "vendor": expense.vendor})
            return redirect("claim_invoices", claim.public_id)
    context = {"claim": claim, "line": expense, "at": clock.now(), "form": form}
    return render(request, "claims/invoice_remove.html", context, status=status_of(form))
