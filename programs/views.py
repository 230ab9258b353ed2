"""What a program asks for, for everybody who is signed in: its periods, and the requirements of each activity."""

from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lifecycle import clock
from programs import standing


@require_safe
@login_required
def programs(request: HttpRequest) -> HttpResponse:
    """The person's programs: usage periods, deadlines, and how long things take."""
    rows = standing.program_rows(request.user, request.locations.current, clock.now())
    return render(request, "programs/programs.html", {"rows": rows})


@require_safe
@login_required
def activities(request: HttpRequest) -> HttpResponse:
    """Know the core requirements: every activity in short, by category."""
    sheets = standing.sheets(request.user, clock.now())
    groups = groupby(sheets, key=lambda one: one.version.activity_type.get_category_display())
    context = {"groups": [(name, list(members)) for name, members in groups]}
    return render(request, "programs/activities.html", context)


@require_safe
@login_required
def activity(request: HttpRequest, code: str) -> HttpResponse:
    """One activity in full: what must be seen, what is handed in, what is paid, and how much."""
    sheets = standing.sheets(request.user, clock.now())
    sheet = next((one for one in sheets if one.version.activity_type.code == code), None)
    if sheet is None:
        raise Http404
    return render(request, "programs/activity.html", {"sheet": sheet, "version": sheet.version})
