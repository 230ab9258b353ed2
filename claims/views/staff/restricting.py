"""Restricting a file by two people, and ending it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from claims.actions import restricting as acts
from claims.forms.restricting import end_form, restrict_form
from claims.models import Claim
from claims.views.fetch import document_of
from claims.views.staff.reaching import Roles, on_claim
from documents import restricting
from documents.models import Document
from lifecycle import ActionRefused
from lifecycle.refusals import refusals_in, status_of

#: How many looks the page lists.
SHOWN_LOOKS = 50


@require_http_methods(["GET", "HEAD", "POST"])
@on_claim
def review_restrict(request: HttpRequest, claim: Claim, roles: Roles, document: str) -> HttpResponse:
    """How the restriction of a file stands, who looked and why; and the form that asks for one."""
    found = document_of(claim, document)
    form = restrict_form(request.POST or None)
    if request.method == "POST" and _done(acts.ask, request, claim, found, form):
        messages.success(request, _("Asked. It works when a second person agrees; they got a mail."))
        return redirect(request.path)
    context = {
        "form": form,
        "current": restricting.current(found),
        "looks": restricting.looks(found)[:SHOWN_LOOKS],
        "may_ask": acts.may_ask(claim, found, request.user),
        "may_agree": acts.may_agree(claim, found, request.user),
        "may_end": acts.may_end(claim, found, request.user),
    }
    return _page(request, "claims/restricted.html", claim, found, context)


@require_POST
@on_claim
def review_restrict_agree(request: HttpRequest, claim: Claim, roles: Roles, document: str) -> HttpResponse:
    """The second person's yes."""
    found = document_of(claim, document)
    acts.agree(claim, found, user=request.user)
    messages.success(request, _("The file is restricted. From now on each look needs a recorded reason."))
    return redirect("review_restrict", claim.public_id, found.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@on_claim
def review_restrict_end(request: HttpRequest, claim: Claim, roles: Roles, document: str) -> HttpResponse:
    """End a restriction, with the reason; also where it was only asked for."""
    found = document_of(claim, document)
    verdict = acts.may_end(claim, found, request.user)
    if not verdict and (verdict.forbidden or request.method != "POST"):
        raise ActionRefused(verdict)
    form = end_form(request.POST or None)
    if request.method == "POST" and _done(acts.end, request, claim, found, form):
        messages.success(request, _("The file is not restricted any more."))
        return redirect("review_restrict", claim.public_id, found.public_id)
    context = {"form": form, "current": restricting.current(found)}
    return _page(request, "claims/restricted_end.html", claim, found, context)


def _done(
    act: Callable[..., Any], request: HttpRequest, claim: Claim, document: Document, form: forms.Form
) -> bool:
    """Do it where the form is valid; what is refused stands in the form, beside what was typed."""
    if form.is_valid():
        with refusals_in(form):
            act(claim, document, form.cleaned_data["reason"], user=request.user)
    return form.is_valid()


def _page(
    request: HttpRequest, template: str, claim: Claim, document: Document, context: dict[str, Any]
) -> HttpResponse:
    context |= {"claim": claim, "document": document}
    return render(request, template, context, status=status_of(context["form"]))
