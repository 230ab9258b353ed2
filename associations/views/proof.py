"""The proof: its files, what it says, the template to fill, and how files are opened."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from associations.actions import drafting
from associations.form_sheet import as_docx, as_pdf
from associations.forms.drafting import ProofForm
from associations.readiness import Section, findings_of
from associations.views.fetch import partner_association, require
from documents.forms import UploadForm
from documents.upload import streaming_upload
from lifecycle import clock
from lifecycle.refusals import refusals_in, status_of
from programs.rules import local_day


@streaming_upload
@login_required
def association_proof(request: HttpRequest, public_id: str) -> HttpResponse:
    """Files above, what they say below; each is saved for itself. Approved ones take files alone, beside a rival's."""
    association = partner_association(request, public_id)
    require(request, association, drafting.verb_for_proof(association.pk))
    at = clock.now()
    posted = request.POST if request.method == "POST" else None
    sends_file = posted is not None and posted.get("answer_with") == "file"
    file_form = UploadForm(posted, request.FILES) if sends_file else UploadForm()
    form = ProofForm(
        None if sends_file else posted,
        association=association,
        today=local_day(at, association.program.zone),
    )
    if file_form.is_valid():
        with refusals_in(file_form):
            drafting.add_proof(association.pk, file_form.cleaned_data["file"], user=request.user)
            messages.success(request, _("The file has arrived."))
            return redirect("association_proof", association.public_id)
    if form.is_valid():
        with refusals_in(form):
            drafting.edit(association.pk, form.facts, user=request.user, what=Section.PROOF)
            messages.success(request, _("Saved."))
            return redirect("association", association.public_id)
    context = {
        "association": association,
        "form": form,
        "file_form": file_form,
        "at": at,
        "has_errors": bool(form.errors or file_form.errors),
        "found": [one for one in findings_of(association, at) if one.section == Section.PROOF],
    }
    return render(
        request, "associations/proof.html", context, status=max(status_of(form), status_of(file_form))
    )


#: The form's formats, and how each is written.
FORMS = {
    "docx": (as_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (as_pdf, "application/pdf"),
}


@require_safe
@login_required
def association_form(request: HttpRequest, public_id: str, extension: str) -> HttpResponse:
    """The form to fill and sign, with what is typed already, in the reader's language or the one asked for."""
    association = partner_association(request, public_id)
    if extension not in FORMS:
        raise Http404
    write, content_type = FORMS[extension]
    wanted = request.GET.get("lang", "")
    language = wanted if wanted in dict(settings.LANGUAGES) else get_language()
    with override(language):
        content = write(association)
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="proof-{language}.{extension}"'
    return response


@require_POST
@login_required
def association_proof_remove(request: HttpRequest, public_id: str, proof: str) -> HttpResponse:
    """Take a file out that was not sent yet."""
    association = partner_association(request, public_id)
    drafting.remove_proof(association.pk, proof, user=request.user)
    messages.success(request, _("The file is taken out."))
    back = "association_proof" if association.is_draft else "association_answer"
    return redirect(back, association.public_id)
