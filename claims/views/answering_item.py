"""Answer one of the things a request asks for: a file, a link, corrections of the line, or words."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from claims import workflow
from claims.actions import answering
from claims.answers import Answer, is_about_file
from claims.forms.answering import CorrectionForm, ItemCommentForm
from claims.views.places import Place, place_of
from claims.views.proof import add, answer_form, answer_forms, twin_in, ways
from documents.upload import streaming_upload
from lifecycle import clock
from lifecycle.refusals import refusals_in, status_of
from programs.rules import days_left, deadline_for, is_before_deadline, local_day


@streaming_upload
@login_required
def claim_answer_item(request: HttpRequest, public_id: str, item: str) -> HttpResponse:
    """What is asked for, what was prepared, and the ways to give it: only this part is unlocked."""
    place = place_of(request, public_id, item=item)
    form = _pressed(request, place) if request.method == "POST" else None
    if form and form.is_valid():
        with refusals_in(form):
            return _do(request, place, form)
    return _page(request, place, form)


def _pressed(request: HttpRequest, place: Place) -> forms.Form:
    """The form whose button was pressed, as it was sent."""
    today = local_day(clock.now(), place.claim.program.zone)
    if "correct" in request.POST and (correction := _correction(request, place, today, request.POST)):
        return correction
    return answer_form(request, today) or ItemCommentForm(request.POST)


def _do(request: HttpRequest, place: Place, form: forms.Form) -> HttpResponse:
    claim, item = place.claim, _answer(place).item
    if isinstance(form, CorrectionForm):
        answering.correct(claim.pk, item, form.values(), user=request.user, seen=form.marks)
        said = _("Your corrections are saved. They are not sent yet.")
    elif isinstance(form, ItemCommentForm):
        answering.save_comment(claim.pk, form.cleaned_data["comment"], user=request.user, item=item)
        messages.success(request, _("Your words are saved. They are not sent yet."))
        return redirect("claim_answer", claim.public_id)
    else:
        said = add(claim, item, form, request.user)
    messages.success(request, said)
    return redirect(place.url)


def _correction(request: HttpRequest, place: Place, today: date, data: Any = None) -> CorrectionForm | None:
    """The form for the line's fields; None where the item unlocks none."""
    answer, claim = _answer(place), place.claim
    line = answer.part.exchanged
    if line is None or is_about_file(claim, answer.item):
        return None
    amounts = workflow.verdict(claim, "correct_amounts", request.user, clock.now())
    return CorrectionForm(data, line=line, request=answer.item.request, today=today, amounts=bool(amounts))


def _ways(place: Place, today: date) -> dict[str, forms.Form]:
    part = _answer(place).part
    if part.requirement:
        return answer_forms(today, part.requirement)
    return ways(today, ["file"] if part.exchanged else ["file", "link"], place.key)


def _page(request: HttpRequest, place: Place, form: forms.Form | None) -> HttpResponse:
    at, claim, answer = clock.now(), place.claim, _answer(place)
    today = local_day(at, claim.program.zone)
    by_button = {request.POST.get("answer", ""): form} if form and not _is_ours(form) else {}
    commented = form if isinstance(form, ItemCommentForm) else None
    context: dict[str, Any] = {
        "claim": claim,
        "at": at,
        "place": place,
        "answer": answer,
        "asked": answer.item.request,
        "days_left": days_left(at, answer.item.request.due_at, claim.program.zone),
        "forms": _ways(place, today) | by_button,
        "correction": form if isinstance(form, CorrectionForm) else _correction(request, place, today),
        "comment": commented or ItemCommentForm(initial={"comment": answer.item.comment}),
        "form": form,
        "twin": twin_in(form),
        "forfeits": not is_before_deadline(at, deadline_for(claim.period, claim.partner)),
    }
    return render(request, "claims/answer_item.html", context, status=status_of(form) if form else 200)


def _is_ours(form: forms.Form) -> bool:
    return isinstance(form, CorrectionForm | ItemCommentForm)


def _answer(place: Place) -> Answer:
    if place.answer is None:
        raise LookupError("This place is no item of a request.")
    return place.answer
