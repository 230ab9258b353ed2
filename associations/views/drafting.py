"""A draft: started, and worked on in steps of any order, each saved for itself."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from associations.actions import drafting
from associations.engagements import ENGAGEMENTS
from associations.forms.drafting import ContactsForm, CustomerForm, ItemsForm, StartForm
from associations.known import customers_of, known_customer
from associations.models import Association
from associations.readiness import Section, findings_of
from associations.views.fetch import partner_association, programs_taking
from lifecycle import clock
from lifecycle.refusals import refusals_in, status_of


@login_required
def association_new(request: HttpRequest) -> HttpResponse:
    """The first step: what for, and with which customer; earlier customers fill the fields."""
    location = request.locations.current
    if location is None:
        return redirect("home")
    programs = programs_taking(request.user, location)
    known = known_customer(request.user, location, request.GET.get("customer", ""))
    form = StartForm(request.POST if request.method == "POST" else None, programs=programs, initial=known)
    if form.is_valid():
        with refusals_in(form):
            draft = drafting.create(location, form.cleaned_data["program"], form.facts, user=request.user)
            messages.success(request, _("The draft is saved. Do the steps in any order."))
            return redirect("association_items", draft.public_id)
    context = {
        "form": form,
        "programs": programs,
        "engagements": ENGAGEMENTS.values(),
        "customers": customers_of(request.user, location),
    }
    return render(request, "associations/new.html", context, status=status_of(form))


@login_required
def association_customer(request: HttpRequest, public_id: str) -> HttpResponse:
    """The first step again."""
    association = partner_association(request, public_id, "edit")
    form = CustomerForm(request.POST if request.method == "POST" else None, association=association)
    context = {"engagements": ENGAGEMENTS.values()}
    return _step(request, association, form, Section.CUSTOMER, "associations/customer.html", context)


@login_required
def association_contacts(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who is asked at the customer's, and who at ours."""
    association = partner_association(request, public_id, "edit")
    form = ContactsForm(request.POST if request.method == "POST" else None, association=association)
    return _step(request, association, form, Section.CONTACTS, "associations/contacts.html", {})


def _step(
    request: HttpRequest,
    association: Association,
    form: Any,
    section: Section,
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    if form.is_valid():
        with refusals_in(form):
            seen = _edition(request)
            drafting.edit(association.pk, form.facts, user=request.user, what=section, edition=seen)
            messages.success(request, _("Saved."))
            return redirect("association", association.public_id)
    context |= {"form": form, "association": association, "found": _found(association, section)}
    return render(request, template, context, status=status_of(form))


def _edition(request: HttpRequest) -> int | None:
    """Which edition the page was drawn from. Refused, it is drawn from the newest: saving again is a decision."""
    text = request.POST.get("edition", "")
    return int(text) if text.isdecimal() else None


@login_required
def association_items(request: HttpRequest, public_id: str) -> HttpResponse:
    """Which workloads or subscriptions; what somebody else is recorded for is said, not who."""
    association = partner_association(request, public_id, "edit")
    form = ItemsForm(request.POST if request.method == "POST" else None, association=association)
    if form.is_valid():
        with refusals_in(form):
            drafting.name_items(association.pk, form.codes, user=request.user)
            messages.success(request, _("Saved."))
            return redirect("association", association.public_id)
    context = {"form": form, "association": association, "found": _found(association, Section.ITEMS)}
    return render(request, "associations/items.html", context, status=status_of(form))


def _found(association: Association, section: Section) -> list[Any]:
    return [one for one in findings_of(association, clock.now()) if one.section == section]


@login_required
def association_delete(request: HttpRequest, public_id: str) -> HttpResponse:
    """Delete a draft, after one question."""
    association = partner_association(request, public_id, "delete")
    if request.method == "POST":
        drafting.delete(association.pk, user=request.user)
        messages.success(request, _("The draft is deleted."))
        return redirect("associations")
    return render(request, "associations/delete.html", {"association": association})


@require_POST
@login_required
def association_move(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give a draft to the location the person has chosen meanwhile."""
    association = partner_association(request, public_id)
    location = request.locations.current
    if location is not None:
        drafting.move(association.pk, location, user=request.user)
        messages.success(request, _("The draft belongs to %(location)s now.") % {"location": location})
    return redirect("association", association.public_id)


@require_POST
@login_required
def association_renew(request: HttpRequest, public_id: str) -> HttpResponse:
    """A prefilled new draft for a subscription that has another number now."""
    old = get_object_or_404(Association.objects.visible_to(request.user), public_id=public_id)
    draft = drafting.renew(old.pk, user=request.user)
    messages.success(request, _("A new draft is made. Name the new subscription and add its proof."))
    return redirect("association_items", draft.public_id)
