"""The first page of whoever runs programs."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lifecycle import clock
from programs import hub


@require_safe
@login_required
def managing(request: HttpRequest) -> HttpResponse:
    """The person's programs: what waits in each, and the way to its parts."""
    rows = hub.rows(request.user, clock.now())
    if not rows:
        raise Http404
    return render(request, "programs/managing/hub.html", {"rows": rows})
