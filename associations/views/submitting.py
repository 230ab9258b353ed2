"""From the check of all answers to the confirmation."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from associations import workflow
from associations.actions import submitting
from associations.checklist import steps_of
from associations.consent import consent_of
from associations.forms.drafting import SubmitForm
from associations.readiness import findings_of
from associations.views.fetch import partner_association
from lifecycle import ActionRefused, clock


@login_required
def association_check(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything once more, what is missing, the statements, and the button."""
    association = partner_association(request, public_id)
    if not association.is_draft:
        return redirect("association", association.public_id)
    form, refused = SubmitForm(request.POST if request.method == "POST" else None), None
    if form.is_valid():
        try:
            submitting.submit(association.pk, user=request.user)
            return redirect("association_submitted", association.public_id)
        except ActionRefused as error:
            refused = error
            association = partner_association(request, public_id)
            if not association.is_draft:
                messages.info(
                    request, _("This was submitted already, as %(number)s.") % {"number": association.number}
                )
                return redirect("association", association.public_id)
    at = clock.now()
    found = findings_of(association, at)
    context = {
        "association": association,
        "form": form,
        "at": at,
        "missing": [one for one in found if one.blocks],
        "advice": [one for one in found if not one.blocks],
        "steps": steps_of(association, found),
        "allowed": workflow.allowed(association, request.user, at),
        "refused": refused.reason if refused else "",
        "has_errors": bool(refused or form.errors),
    }
    return render(request, "associations/check.html", context, status=_status(refused))


def _status(refused: ActionRefused | None) -> HTTPStatus:
    if refused is None:
        return HTTPStatus.OK
    return HTTPStatus.FORBIDDEN if refused.verdict.forbidden else HTTPStatus.CONFLICT


@require_safe
@login_required
def association_submitted(request: HttpRequest, public_id: str) -> HttpResponse:
    """The confirmation: number, who is asked, what happens next and by when."""
    association = partner_association(request, public_id)
    if association.submitted_at is None:
        return redirect("association", association.public_id)
    context = {"association": association, "consent": consent_of(association, clock.now())}
    return render(request, "associations/submitted.html", context)
