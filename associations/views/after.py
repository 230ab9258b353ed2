"""What partners do after submitting: answer, name another contact, take back, dispute, end."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from associations.actions import customers, drafting, submitting, talking
from associations.forms.acts import AnswerForm, DisputeForm, EndForm
from associations.forms.drafting import ContactForm
from associations.forms.reviewing import WordsForm
from associations.limits import dispute_ends
from associations.models import Association
from associations.views.fetch import partner_association
from associations.words import decided_because
from documents.forms import UploadForm
from documents.upload import streaming_upload
from lifecycle import clock
from lifecycle.refusals import refusals_in, status_of
from programs.rules import local_day
from review.actions import open_request


@streaming_upload
@login_required
def association_answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is asked, files and words to answer it, and the button that sends everything."""
    association = partner_association(request, public_id, "save_answer")
    at, asked = clock.now(), open_request(association)
    posted = request.POST if request.method == "POST" else None
    pressed = posted.get("answer_with", "") if posted else ""
    file_form = UploadForm(posted, request.FILES) if pressed == "file" else UploadForm()
    initial = {"answer": asked.comment if asked else ""}
    form = AnswerForm(
        posted if pressed in {"save", "send"} else None,
        association=association,
        today=local_day(at, association.program.zone),
        initial=initial,
    )
    if file_form.is_valid():
        with refusals_in(file_form):
            drafting.add_proof(association.pk, file_form.cleaned_data["file"], user=request.user)
            return _done(request, _("The file has arrived."), "association_answer", association)
    if form.is_valid():
        with refusals_in(form):
            submitting.save_answer(association.pk, form.facts, user=request.user)
            if pressed == "save":
                return _done(request, _("Saved. Nothing is sent yet."), "association_answer", association)
            submitting.answer(association.pk, user=request.user)
            return _done(request, _("Your answer is sent."), "association", association)
    context = {
        "association": association,
        "request_open": asked,
        "form": form,
        "file_form": file_form,
        "at": at,
        "has_errors": bool(form.errors or file_form.errors),
    }
    return render(
        request, "associations/answer.html", context, status=max(status_of(form), status_of(file_form))
    )


@login_required
def association_contact(request: HttpRequest, public_id: str) -> HttpResponse:
    """Name the right person at the customer's; they get a mail, and their days begin anew."""
    association = partner_association(request, public_id, "ask_again")
    form = ContactForm(request.POST if request.method == "POST" else None, association=association)
    return _act(
        request,
        association,
        form,
        "associations/contact.html",
        lambda: customers.correct_contact(association.pk, form.facts, user=request.user),
        _("The customer was asked anew."),
    )


@login_required
def association_withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take it back while it is open."""
    return _end(
        request, public_id, "withdraw", submitting.withdraw, _("You have taken the association back.")
    )


@login_required
def association_end(request: HttpRequest, public_id: str) -> HttpResponse:
    """End an approved one."""
    return _end(request, public_id, "disassociate", submitting.disassociate, _("The association has ended."))


def _end(
    request: HttpRequest, public_id: str, verb: str, act: Callable[..., Association], said: str
) -> HttpResponse:
    association = partner_association(request, public_id, verb)
    form = EndForm(request.POST if request.method == "POST" else None)
    return _act(
        request,
        association,
        form,
        "associations/end.html",
        lambda: act(association.pk, form.cleaned_data["why"], form.cleaned_data["words"], user=request.user),
        said,
    )


@login_required
def association_dispute(request: HttpRequest, public_id: str) -> HttpResponse:
    """Have somebody else look at the decision."""
    association = partner_association(request, public_id, "dispute")
    form = DisputeForm(request.POST if request.method == "POST" else None)
    return _act(
        request,
        association,
        form,
        "associations/dispute.html",
        lambda: submitting.dispute(association.pk, form.cleaned_data["statement"], user=request.user),
        _("Your dispute has arrived. Somebody else looks at the decision."),
        reason=decided_because(association),
        dispute_ends=dispute_ends(association),
    )


@require_POST
@login_required
def association_say(request: HttpRequest, public_id: str) -> HttpResponse:
    """Words to the reviewer."""
    association = partner_association(request, public_id)
    form = WordsForm(request.POST)
    if form.is_valid():
        talking.write(association.pk, form.cleaned_data["words"], user=request.user)
        return _done(request, _("The message is sent."), "association", association)
    messages.error(request, _("Say something."))
    return redirect("association", association.public_id)


def _act(
    request: HttpRequest,
    association: Association,
    form: Any,
    template: str,
    act: Callable[[], Association],
    said: str,
    **shown: Any,
) -> HttpResponse:
    if form.is_valid():
        with refusals_in(form):
            act()
            return _done(request, said, "association", association)
    context = {"association": association, "form": form, **shown}
    return render(request, template, context, status=status_of(form))


def _done(request: HttpRequest, said: str, page: str, association: Association) -> HttpResponse:
    messages.success(request, said)
    return redirect(page, association.public_id)
