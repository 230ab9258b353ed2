"""Changing a draft: its words and what is paid, its requirements, its caps."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lifecycle.refusals import refusals_in, status_of
from programs.actions import drafting
from programs.enums import VendorRole
from programs.forms.catalogue import CapForm, DraftForm, RequirementForm, VersionForm
from programs.models import Program
from programs.views.catalogue.fetch import draft_of, writing


@require_http_methods(["GET", "HEAD", "POST"])
@writing
def catalogue_words(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Words, what is paid, whether it can be claimed."""
    draft = draft_of(year, code)
    form = VersionForm(request.POST or None, draft=draft)
    if form.is_valid():
        facts = form.cleaned_data
        with refusals_in(form):
            drafting.save_words(
                draft, form.facts, facts["expense_kinds"], edition=facts["edition"], by=request.user
            )
            return _saved(request, year, code)
    return _page(request, "words", form, _("Words and what is paid"))


@require_http_methods(["GET", "HEAD", "POST"])
@writing
def catalogue_requirement(request: HttpRequest, year: int, code: str, key: str = "") -> HttpResponse:
    """One requirement, or a new one."""
    draft = draft_of(year, code)
    row = get_object_or_404(draft.requirements, key=key) if key else None
    form = RequirementForm(request.POST or None, draft=draft, row=row)
    if form.is_valid():
        edition = form.cleaned_data["edition"]
        with refusals_in(form):
            drafting.save_requirement(draft, form.row, edition=edition, by=request.user)
            return _saved(request, year, code, "requirements")
    return _page(request, "requirement", form, _("Requirement") if row else _("New requirement"), row=row)


@require_POST
@writing
def catalogue_requirement_remove(request: HttpRequest, year: int, code: str, key: str) -> HttpResponse:
    """Take it out of the draft."""
    drafting.remove_requirement(draft_of(year, code), key, by=request.user)
    return _saved(request, year, code, "requirements")


@require_http_methods(["GET", "HEAD", "POST"])
@writing
def catalogue_cap(request: HttpRequest, year: int, code: str, cap: int | None = None) -> HttpResponse:
    """One cap, or a new one: of the catalogue, or of a program the person manages."""
    draft = draft_of(year, code)
    row = get_object_or_404(draft.caps.select_related("program"), pk=cap) if cap else None
    if row:
        drafting.refuse_cap(row, request.user)
    managed = Program.objects.with_role(request.user, VendorRole.MANAGER)
    form = CapForm(request.POST or None, draft=draft, row=row, programs=managed)
    if form.is_valid():
        facts = form.cleaned_data
        with refusals_in(form):
            drafting.save_cap(
                draft, form.row, facts["expense_kinds"], edition=facts["edition"], by=request.user
            )
            return _saved(request, year, code, "caps")
    return _page(request, "cap", form, _("Cap") if row else _("New cap"), row=row)


@require_POST
@writing
def catalogue_cap_remove(request: HttpRequest, year: int, code: str, cap: int) -> HttpResponse:
    """Take it out of the draft."""
    draft = draft_of(year, code)
    row = get_object_or_404(draft.caps.select_related("program"), pk=cap)
    drafting.remove_cap(draft, row, by=request.user)
    return _saved(request, year, code, "caps")


def _saved(request: HttpRequest, year: int, code: str, part: str = "") -> HttpResponse:
    messages.success(request, _("Saved in the draft."))
    there = redirect("catalogue_activity", year, code)
    there["Location"] += f"#{part}" if part else ""
    return there


def _page(request: HttpRequest, name: str, form: DraftForm, title: str, **more: Any) -> HttpResponse:
    draft = form.draft
    context = {"form": form, "title": title, "draft": draft, "year": draft.fiscal_year, **more}
    return render(request, f"programs/catalogue/{name}.html", context, status=status_of(form))
