"""All funds of one's programs, for people of the vendor: found by location, program and usage period."""

from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from funds.figures import figures_of
from funds.forms.searching import FundFilter
from funds.models import Fund
from lifecycle import clock
from lists.paging import page_of
from programs.models import UsagePeriod
from programs.permissions import held_roles, programs_of


@require_safe
@login_required
def fund_search(request: HttpRequest) -> HttpResponse:
    """A page of funds, those that close last on top; partners find nothing here: their list is `funds`."""
    roles = held_roles(request.user)
    if not roles:
        raise Http404
    programs = programs_of(roles)
    periods = (
        UsagePeriod.objects.filter(program__in=programs).select_related("program").order_by("-first_day")
    )
    form = FundFilter(request.GET, programs=programs, periods=periods)
    served = Fund.objects.of_programs_served(request.user).annotate(closes=F("period__deadline"))
    found = form.narrow(served).for_reading()
    page = page_of(found, request.GET, "closes")
    at = clock.now()
    context = {
        "filter": form,
        "page": page,
        "rows": [figures_of(one, at) for one in page.rows],
    }
    return render(request, "funds/search.html", context)
