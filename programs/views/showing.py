"""The page of one program for its partners, and for everybody who works in it."""

from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.current import LocatedRequest
from lifecycle import clock
from programs import standing
from programs.duties import duties_in
from programs.guidebooks.holding import in_force
from programs.models import Enrollment, Program
from programs.permissions import memberships_in


@require_safe
@login_required
def program(request: LocatedRequest, code: str) -> HttpResponse:
    """What it is, who does what, when it closes, what is paid, how long things take, how money comes."""
    found = get_object_or_404(Program.objects.visible_to(request.user), code=code)
    location, at = request.locations.current, clock.now()
    enrollment = Enrollment.objects.filter(program=found, partner=location).first() if location else None
    sheets = standing.sheets(request.user, at, found)
    groups = groupby(sheets, key=lambda one: one.version.activity_type.get_category_display())
    context = {
        "program": found,
        "row": standing.program_row(found, location, at),
        "enrollment": enrollment,
        "roles": duties_in(found),
        "people": memberships_in(location, found) if location and enrollment else [],
        "groups": [(name, list(members)) for name, members in groups],
        "guidebook": in_force(found, at),
    }
    return render(request, "programs/program.html", context)
