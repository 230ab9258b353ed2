"""What was changed in a program, by whom, before and after."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lists.paging import page_of
from programs import told
from programs.views.managing.fetch import read_program


@require_safe
@login_required
def managing_history(request: HttpRequest, program: str) -> HttpResponse:
    """The program and its usage periods, newest first, a page at a time."""
    here = read_program(request.user, program)
    page = page_of(told.events_of(here), request.GET, "at")
    context = {"program": here, "page": page, "entries": told.entries(page.rows, here)}
    return render(request, "programs/managing/history.html", context)
