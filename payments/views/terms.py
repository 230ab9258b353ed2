"""Whose invoice payments of a program need, by country: kept by managers and payers, read by auditors."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lifecycle import ActionRefused
from lifecycle.refusals import refusals_in, status_of
from payments.actions import terms as acts
from payments.enums import InvoiceRule
from payments.forms.invoices import NewTermsForm, TermsForm
from payments.models import InvoiceTerms
from payments.permissions import may_set_terms
from payments.views.fetch import program_served
from programs.models import Program


@require_safe
@login_required
def invoice_terms(request: HttpRequest, program: str) -> HttpResponse:
    """The rows of a program; where no row is, no invoice is needed."""
    found = program_served(request.user, program)
    context = {
        "program": found,
        "rows": list(InvoiceTerms.objects.filter(program=found)),
        "may_set": may_set_terms(request.user, found),
    }
    return render(request, "payments/terms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invoice_terms_new(request: HttpRequest, program: str) -> HttpResponse:
    """For a country that has no row yet, or for every other country."""
    found = _to_set(request, program)
    taken = set(InvoiceTerms.objects.filter(program=found).values_list("country", flat=True))
    form = NewTermsForm(request.POST or None, taken=taken)
    if (
        request.method == "POST"
        and form.is_valid()
        and _set(request, found, form, form.cleaned_data["country"])
    ):
        return redirect("invoice_terms", found.code)
    return render(
        request, "payments/terms_edit.html", {"program": found, "form": form}, status=status_of(form)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invoice_terms_edit(request: HttpRequest, program: str, country: str) -> HttpResponse:
    """Another rule for a country."""
    found = _to_set(request, program)
    terms = _of(found, country)
    initial = {"rule": terms.rule, "tax_rate": terms.tax_rate}
    form = TermsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _set(request, found, form, terms.country):
        return redirect("invoice_terms", found.code)
    context = {"program": found, "form": form, "terms": terms}
    return render(request, "payments/terms_edit.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invoice_terms_remove(request: HttpRequest, program: str, country: str) -> HttpResponse:
    """From then on what holds for every other country holds for this one."""
    found = _to_set(request, program)
    terms = _of(found, country)
    if request.method == "POST":
        acts.remove_terms(terms, by=request.user)
        messages.success(request, _("Removed. It stands in the history."))
        return redirect("invoice_terms", found.code)
    return render(request, "payments/terms_remove.html", {"program": found, "terms": terms})


def _set(request: HttpRequest, program: Program, form: Any, country: str) -> bool:
    with refusals_in(form):
        rule = InvoiceRule(form.cleaned_data["rule"])
        acts.set_terms(program, country, rule, form.cleaned_data["tax_rate"], by=request.user)
        messages.success(request, _("Saved. It stands in the history."))
        return True
    return False


def _to_set(request: HttpRequest, code: str) -> Program:
    found = program_served(request.user, code)
    if not (verdict := may_set_terms(request.user, found)):
        raise ActionRefused(verdict)
    return found


def _of(program: Program, country: str) -> InvoiceTerms:
    return get_object_or_404(InvoiceTerms, program=program, country="" if country == "other" else country)
