"""Preview as partner: the program on the first day of a fiscal year, with drafts nobody published yet."""

from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lifecycle import clock
from programs.duties import duties_in
from programs.opening import Year
from programs.previewing import Preview
from programs.views.managing.fetch import read_program


def _preview(request: HttpRequest, program: str, year: int) -> Preview:
    return Preview(Year(read_program(request.user, program), year, clock.now()))


@require_safe
@login_required
def preview(request: HttpRequest, program: str, year: int) -> HttpResponse:
    """The program page with its guidebook and every activity in short."""
    found = _preview(request, program, year)
    groups = groupby(found.sheets, key=lambda one: one.version.activity_type.get_category_display())
    context = {
        "preview": found,
        "year": found.year,
        "program": found.year.program,
        "groups": [(name, list(members)) for name, members in groups],
        "roles": duties_in(found.year.program),
    }
    return render(request, "programs/opening/preview.html", context)


@require_safe
@login_required
def preview_activity(request: HttpRequest, program: str, year: int, code: str) -> HttpResponse:
    """One activity in full."""
    found = _preview(request, program, year)
    sheet = next((one for one in found.sheets if one.version.activity_type.code == code), None)
    if sheet is None:
        raise Http404
    context = {"preview": found, "year": found.year, "program": found.year.program}
    return render(
        request,
        "programs/opening/preview_activity.html",
        {**context, "sheet": sheet, "version": sheet.version},
    )
