"""The checklist of a fiscal year, its usage periods, and publishing it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from lifecycle import clock
from lifecycle.refusals import refusals_in, status_of
from programs.actions.opening import make_periods, open_year
from programs.forms.publishing import AnnouncementForm
from programs.opening import Year, missing_to_open, rows, years_offered
from programs.permissions import may_manage
from programs.planning import proposed_periods
from programs.views.managing.fetch import own_program, read_program


@require_safe
@login_required
def fiscal_years(request: HttpRequest, program: str) -> HttpResponse:
    """The running year and the next, with what was published of them."""
    found, at = read_program(request.user, program), clock.now()
    years = [Year(found, number, at) for number in reversed(years_offered(found, at))]
    return render(request, "programs/opening/years.html", {"program": found, "years": years})


@require_safe
@login_required
def opening(request: HttpRequest, program: str, year: int) -> HttpResponse:
    """What is done, what is missing, what is advice; each with the way to where it is mended."""
    found = read_program(request.user, program)
    looked_at = Year(found, year, clock.now())
    listed = rows(looked_at)
    context = {
        "program": found,
        "year": looked_at,
        "rows": listed,
        "missing": missing_to_open(listed),
        "may_manage": may_manage(request.user, found).ok,
    }
    return render(request, "programs/opening/checklist.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def opening_periods(request: HttpRequest, program: str, year: int) -> HttpResponse:
    """The usage periods of the year: those there are, and those last year's would become."""
    found = own_program(request.user, program)
    looked_at = Year(found, year, clock.now())
    if request.method == "POST":
        made = len(make_periods(found, year, by=request.user))
        words = ngettext("%(number)s usage period made.", "%(number)s usage periods made.", made)
        messages.success(request, words % {"number": made})
        return redirect("opening", found.code, year)
    context = {"program": found, "year": looked_at, "proposed": proposed_periods(looked_at)}
    return render(request, "programs/opening/periods.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def opening_publish(request: HttpRequest, program: str, year: int) -> HttpResponse:
    """Publish the fiscal year, with the one announcement to its partners."""
    found = own_program(request.user, program)
    looked_at = Year(found, year, clock.now())
    if looked_at.opening:
        return redirect("opening", found.code, year)
    listed = rows(looked_at)
    form = AnnouncementForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            open_year(found, year, form.written("announcement"), by=request.user)
            messages.success(request, _("The fiscal year is published. Its partners are told by mail."))
            return redirect("opening", found.code, year)
    context = {
        "program": found,
        "year": looked_at,
        "form": form,
        "missing": missing_to_open(listed),
        "advice": [one for row in listed for one in row.findings if not one.blocks],
    }
    return render(request, "programs/opening/publish.html", context, status=status_of(form))
