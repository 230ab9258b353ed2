"""Partner locations in a program: the list, and one location that is invited, enrolled or leaves."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Partner
from lifecycle import ActionRefused, clock
from lifecycle.refusals import refusals_in, status_of
from lists.paging import by_name, page_of
from programs import enrolled
from programs.actions import enrolling
from programs.forms.enrolling import EndForm, EnrollForm, EnrollmentFilter
from programs.forms.reading import PartnerSearch
from programs.models import Enrollment, Program
from programs.permissions import may_manage
from programs.rules import local_day
from programs.views.managing.fetch import own_program, read_program


@require_safe
@login_required
def managing_enrollments(request: HttpRequest, program: str) -> HttpResponse:
    """Every location that was ever asked, by name, a page at a time."""
    here = read_program(request.user, program)
    form = EnrollmentFilter(request.GET)
    today = local_day(clock.now(), here.zone)
    found = enrolled.enrollments(here, today, form.wanted, form.wanted_state)
    page = page_of(found, request.GET, "partner_name", oldest_first=True, read=by_name)
    context = {
        "program": here,
        "filter": form,
        "active": bool(form.wanted) + bool(form.wanted_state),
        "page": page,
        "today": today,
        "may_manage": may_manage(request.user, here),
    }
    return render(request, "programs/managing/enrollments.html", context)


@require_safe
@login_required
def managing_enrollment_new(request: HttpRequest, program: str) -> HttpResponse:
    """Looking for a location that is not in the program yet."""
    own = own_program(request.user, program)
    form = PartnerSearch(request.GET)
    rows, more = enrolled.candidates(own, form.wanted)
    context = {"program": own, "filter": form, "rows": rows, "more": more}
    return render(request, "programs/managing/enrollment_new.html", context)


@require_http_methods(["POST"])
@login_required
def managing_invite(request: HttpRequest, program: str, public_id: str) -> HttpResponse:
    """Note that a location was asked."""
    own, partner = _pair(request, program, public_id)
    try:
        enrolling.invite(own, partner, by=request.user)
    except ActionRefused as refused:
        messages.error(request, str(refused.reason))
    else:
        messages.success(request, _("%(partner)s is invited.") % {"partner": partner})
    return redirect("managing_enrollments", own.code)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def managing_enroll(request: HttpRequest, program: str, public_id: str) -> HttpResponse:
    """Let a location take part from a day on."""
    own, partner = _pair(request, program, public_id)
    form = EnrollForm(request.POST or None, today=local_day(clock.now(), own.zone))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            enrolling.enroll(own, partner, since=form.cleaned_data["since"], by=request.user)
            messages.success(request, _("%(partner)s takes part.") % {"partner": partner})
            return redirect("managing_enrollments", own.code)
    context = {"program": own, "partner": partner, "form": form}
    return render(request, "programs/managing/enroll.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def managing_enrollment_end(request: HttpRequest, program: str, public_id: str) -> HttpResponse:
    """Give an enrollment its last day."""
    own, partner = _pair(request, program, public_id)
    found = get_object_or_404(Enrollment.objects.select_related("program"), program=own, partner=partner)
    form = EndForm(request.POST or None, thing=found, at=clock.now())
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            enrolling.end(own, partner, last_day=form.cleaned_data["until"], seen=form.marks, by=request.user)
            messages.success(request, _("Saved. It stands in the history."))
            return redirect("managing_enrollments", own.code)
    context = {"program": own, "partner": partner, "enrollment": found, "form": form}
    return render(request, "programs/managing/enrollment_end.html", context, status=status_of(form))


def _pair(request: HttpRequest, program: str, public_id: str) -> tuple[Program, Partner]:
    return own_program(request.user, program), get_object_or_404(Partner, public_id=public_id)
