"""Closing an earning period: what it would decide, and doing it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from funds.actions import closing as actions
from funds.earnings import closing
from funds.models import EarningClosing
from funds.views.earnings import program_of
from lifecycle import clock
from programs.models import UsagePeriod

#: Locations on the page.
PAGE = 50
_DIGITS = 18


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def earning_closing(request: HttpRequest, program: str, code: str) -> HttpResponse:
    """By location what was earned beside the threshold; the button says what becomes of it."""
    found = program_of(request.user, program)
    period = get_object_or_404(found.usage_periods.select_related("program"), code=code)
    if request.method == "POST":
        actions.close(period.pk, user=request.user)
        messages.success(request, _("The earning period is closed; its funds are being decided about."))
        return redirect("earning_closing", found.code, period.code)
    return render(request, "funds/earnings/closing.html", _context(request, period))


def _context(request: HttpRequest, period: UsagePeriod) -> dict[str, Any]:
    context = {"period": period, "program": period.program}
    if done := EarningClosing.objects.select_related("closed_by").filter(period=period).first():
        return context | {"done": done, "busy": done.finished_at is None}
    after = request.GET.get("after", "")
    place = int(after) if after.isascii() and after.isdecimal() and len(after) < _DIGITS else 0
    funds = closing.funds_in(period).filter(pk__gt=place).select_related("partner").order_by("pk")
    rows = list(funds[: PAGE + 1])
    return context | {
        "outlook": closing.outlook(period),
        "answer": closing.may_close(period, request.user, clock.now()),
        "funds": rows[:PAGE],
        "after": place,
        "following": rows[PAGE - 1].pk if len(rows) > PAGE else None,
    }
