"""Invoices: partners' tax invoices as payers judge them, their files, and those we write ourselves."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents import restricting, serving
from documents.enums import State
from documents.pdf import draw
from documents.words import not_served
from lifecycle import clock
from lifecycle.refusals import refusals_in, status_of
from lists.paging import page_of
from payments import workflow
from payments.actions import invoicing
from payments.enums import TaxInvoiceState
from payments.forms.invoices import RefuseForm
from payments.models import Payment, TaxInvoice
from payments.self_billing import invoice_of
from payments.standing import standing_of
from payments.views.fetch import programs_served

JUDGING = ("accept_invoice", "refuse_invoice")


@require_safe
@login_required
def tax_invoices(request: HttpRequest) -> HttpResponse:
    """Those that wait for a payer, the oldest first; judged ones behind a link."""
    programs = programs_served(request.user)
    found = TaxInvoice.objects.visible_to(request.user).filter(claim__program__in=programs)
    every = "all" in request.GET
    found = found if every else found.filter(state=TaxInvoiceState.GIVEN)
    page = page_of(
        found.select_related("claim__partner", "claim__program"),
        request.GET,
        "given_at",
        oldest_first=not every,
    )
    return render(request, "payments/tax_invoices.html", {"page": page, "every": every})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def tax_invoice_judge(request: HttpRequest, public_id: str) -> HttpResponse:
    """The invoice beside what is to be paid; accepted, or refused with words."""
    programs = programs_served(request.user)
    invoice, at = _seen(request, public_id, claim__program__in=programs), clock.now()
    form = RefuseForm(request.POST if "refuse" in request.POST else None)
    if request.method == "POST" and "refuse" not in request.POST:
        invoicing.accept(invoice.pk, user=request.user)
        messages.success(request, _("Accepted. The partner is told."))
        return redirect("tax_invoices")
    if form.is_valid():
        with refusals_in(form):
            invoicing.refuse(invoice.pk, form.cleaned_data["words"], user=request.user)
            messages.success(request, _("Refused. The partner is told why."))
            return redirect("tax_invoices")
    context = {
        "invoice": invoice,
        "standing": standing_of(invoice.claim, at),
        "form": form,
        "allowed": workflow.allowed(invoice, JUDGING, request.user, at),
    }
    return render(request, "payments/tax_invoice_judge.html", context, status=status_of(form))


@require_safe
@login_required
def tax_invoice_file(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The file of a tax invoice, if it is clean, for both sides."""
    invoice, at = _seen(request, public_id), clock.now()
    document = invoice.document
    if document.state != State.CLEAN or document.bytes_deleted_at:
        context = {"invoice": invoice, "words": not_served(document)}
        status = HTTPStatus.GONE if document.bytes_deleted_at else HTTPStatus.CONFLICT
        return render(request, "payments/file_gone.html", context, status=status)
    if restricting.needs_reason(document, request.user, at):
        raise Http404
    return serving.serve(document, user=request.user, at=at, head=request.method == "HEAD")


@require_safe
@login_required
def self_billed(request: HttpRequest, public_id: str) -> HttpResponse:
    """The invoice we wrote for a payment, as PDF, for both sides."""
    seen = Payment.objects.visible_to(request.user).exclude(invoice_number="")
    payment = get_object_or_404(seen.select_related("partner", "batch__program"), public_id=public_id)
    pdf = draw("self_billing", {"invoice": invoice_of(payment), "payer": settings.PAYER})
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, f"{payment.invoice_number}.pdf")
    return response


def _seen(request: HttpRequest, public_id: str, **which: object) -> TaxInvoice:
    found = TaxInvoice.objects.visible_to(request.user).filter(**which)
    people = (
        "claim__partner",
        "claim__program",
        "claim__period",
        "document",
        "given_by",
        "judged_by",
        "payment",
    )
    return get_object_or_404(found.select_related(*people), public_id=public_id)
