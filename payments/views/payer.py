"""What payers, managers and auditors look at: sums by program, batches, and every claim that waits to be paid."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.models import Claim
from lifecycle import clock
from lists.paging import page_of
from payments.enums import TaxInvoiceState
from payments.forms.batches import BatchFilter, WaitingFilter
from payments.models import Batch, TaxInvoice
from payments.overview import standings_of, sums_of
from payments.views.fetch import programs_served, reads_statements
from programs.enums import VendorRole
from programs.permissions import held_roles


@require_safe
@login_required
def payments(request: HttpRequest) -> HttpResponse:
    """By program what is ready and on hold; below it the batches, newest first."""
    programs = programs_served(request.user)
    form = BatchFilter(request.GET, programs=programs)
    batches = form.narrow(Batch.objects.visible_to(request.user)).select_related("program", "made_by")
    counted = batches.annotate(count=Count("payments"), total=Sum("payments__amount"))
    paid_by_me = {one.program_id for one in held_roles(request.user) if one.role == VendorRole.PAYER}
    to_judge = TaxInvoice.objects.visible_to(request.user).filter(state=TaxInvoiceState.GIVEN)
    context = {
        "sums": sums_of(programs, clock.now()),
        "paid_by_me": paid_by_me,
        # Accounts serve every program: managers of one read no statements.
        "statements": reads_statements(request.user),
        "to_judge": to_judge.filter(claim__program__in=programs).count(),
        "page": page_of(counted, request.GET, "made_at"),
        "filter": form,
        "active": len(form.wanted),
    }
    return render(request, "payments/payments.html", context)


@require_safe
@login_required
def waiting_payments(request: HttpRequest) -> HttpResponse:
    """Claims with something approved that is not paid: how far each is, why it waits, what mends it."""
    programs = programs_served(request.user)
    form = WaitingFilter(request.GET, programs=programs)
    claims = Claim.objects.unpaid().filter(program__in=programs)
    page = page_of(form.narrow(claims).select_related("partner", "program"), request.GET)
    context = {
        "page": page,
        "rows": standings_of(page.rows, clock.now()),
        "filter": form,
        "active": len(form.wanted),
    }
    return render(request, "payments/waiting.html", context)
