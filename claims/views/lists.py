"""The claims of the current location: a filtered list, and the same as a file."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.enums import PartnerRole
from claims.forms.filters import ClaimFilterForm
from claims.listing import Row, rows
from claims.models import Claim
from lifecycle import clock
from lists.paging import page_of
from lists.spreadsheets import MARK, line_of
from programs.money import quantise

EXPORTED_AT_ONCE = 500


@require_safe
@login_required
def claims(request: HttpRequest) -> HttpResponse:
    """The list, newest change first."""
    location = request.locations.current
    if location is None:
        return redirect("home")
    mine = Claim.objects.of_partner(request.user, location)
    form = ClaimFilterForm(request.GET, claims=mine, user=request.user)
    page = page_of(form.narrow(mine).for_lists().with_deadline(), request.GET)
    at = clock.now()
    shown = rows(page.rows, at)
    context = {
        "filter": form,
        "page": page,
        "rows": shown,
        "at": at,
        # Only admins submit, so only they choose drafts to submit together (R7).
        "selects": location.role == PartnerRole.ADMIN and any(one.claim.is_draft for one in shown),
    }
    return render(request, "claims/list.html", context)


@require_safe
@login_required
def claim_export(request: HttpRequest) -> HttpResponseBase:
    """The same filtered list as CSV, streamed."""
    location = request.locations.current
    if location is None:
        return redirect("home")
    mine = Claim.objects.of_partner(request.user, location)
    form = ClaimFilterForm(request.GET, claims=mine, user=request.user)
    found = form.narrow(mine).for_lists().with_deadline()
    every = found.order_by("-changed_at", "-pk").iterator(EXPORTED_AT_ONCE)
    lines = _lines(every, get_language() or "en", clock.now())
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="claims.csv"'
    return response


def _lines(found: Iterator[Claim], language: str, at: datetime) -> Iterator[str]:
    # While a response streams, the request's language is over already.
    with override(language):
        head = _heading()
    yield MARK + line_of(head)
    while batch := [one for one, _n in zip(found, range(EXPORTED_AT_ONCE), strict=False)]:
        with override(language):
            lines = [line_of(_cells(row)) for row in rows(batch, at)]
        yield from lines


def _heading() -> list[str]:
    return [
        _("Number"), _("Name"), _("Own reference"), _("Owner"), _("Program"), _("Usage period"),
        _("State"), _("Claimed"), _("Approved"), _("Currency"), _("Next date"), _("Submitted"),
    ]  # fmt: skip


def _cells(row: Row) -> list[str]:
    claim = row.claim
    approved = "" if claim.approved is None else str(quantise(claim.approved, claim.currency))
    return [
        claim.number or "", claim.title, claim.own_reference, str(claim.owner), str(claim.program),
        claim.period.name, str(claim.partner_label), str(quantise(row.amount, claim.currency)), approved,
        claim.currency, _instant(row.due), _instant(claim.submitted_at),
    ]  # fmt: skip


def _instant(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else ""
