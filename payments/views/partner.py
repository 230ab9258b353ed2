"""The partner's pages: the money on its way, and the tax invoice for a claim."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.enums import PartnerRole
from accounts.permissions import partner_role
from claims.models import Claim
from documents.upload import streaming_upload
from lifecycle import ActionRefused, clock
from lifecycle.refusals import refusals_in, status_of
from lists.paging import page_of
from payments import workflow
from payments.actions import invoicing
from payments.enums import InvoiceRule, TaxInvoiceState
from payments.forms.invoices import TaxInvoiceForm
from payments.models import Payment, TaxInvoice
from payments.own import own_places
from payments.standing import standing_of


@require_safe
@login_required
def own_payments(request: HttpRequest) -> HttpResponse:
    """Of the chosen location: what gathers, is ready, is on hold and why; below it what was sent and paid."""
    location = request.locations.current
    if location is None:
        return redirect("home")
    seen = Payment.objects.visible_to(request.user).filter(partner=location)
    context = {
        "partner": location,
        "is_admin": partner_role(request.user, location) == PartnerRole.ADMIN,
        "places": own_places(request.user, location, clock.now()),
        "page": page_of(seen.select_related("batch__program"), request.GET, "stage_at"),
    }
    return render(request, "payments/own.html", context)


@streaming_upload
@login_required
def tax_invoice(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the invoice has to be for, those that were given, and the form for one."""
    claims = Claim.objects.visible_to(request.user).select_related("partner", "program", "period")
    claim, at = get_object_or_404(claims, public_id=public_id), clock.now()
    verdict = workflow.verdict(
        TaxInvoice(claim=claim, state=TaxInvoiceState.GIVEN), "give_invoice", request.user, at
    )
    if not verdict:
        raise ActionRefused(verdict)
    standing = standing_of(claim, at)
    facts = {"currency": claim.currency, "due": standing.amount}
    form = TaxInvoiceForm(request.POST, request.FILES, **facts) if request.method == "POST" else None
    if form and form.is_valid():
        with refusals_in(form):
            invoicing.give(claim.pk, form.cleaned_data["file"], form.written, user=request.user)
            messages.success(request, _("The tax invoice has arrived. We check it and tell you."))
            return redirect("tax_invoice", claim.public_id)
    form = form or TaxInvoiceForm(**facts)
    context = {
        "claim": claim,
        "standing": standing,
        "wanted": standing.rule == InvoiceRule.TAX_INVOICE and bool(standing.lines),
        "invoices": list(claim.tax_invoices.select_related("document").order_by("-pk")),
        "form": form,
    }
    return render(request, "payments/tax_invoice.html", context, status=status_of(form))
