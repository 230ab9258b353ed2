"""What the fund and the activity's caps leave for a claim, drawn anew while an amount is typed (R12, R13)."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from claims.capping import cap_left
from claims.converting import price
from claims.duplicates import Uses, fingerprint, own_uses
from claims.models import Claim, Expense
from claims.views.fetch import figures_for, partner_claim
from documents.models import Document
from lifecycle import ActionRefused, clock
from programs.money import NotAnAmount, parse_amount


@require_safe
@login_required
def claim_limits(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same sentences as on the page, with the line as it is being typed, and where its invoice is used already."""
    claim = partner_claim(request, public_id, "edit")
    at = clock.now()
    typed = _typed(request, claim, at)
    kept = [line for line in claim.expenses.all() if line.public_id != request.GET.get("line")]
    lines = [*kept, typed] if typed else list(claim.expenses.all())
    context = {"claim": claim, "typed": typed, "used": _uses(request, claim), **limits_of(claim, at, lines)}
    return render(request, "claims/_limits.html", context)


def limits_of(claim: Claim, at: datetime, lines: Iterable[Expense] | None = None) -> dict[str, Any]:
    """Context of `claims/_caps.html`: every cap, and what the fund would have left. A fixed number of queries."""
    counted = list(claim.expenses.all() if lines is None else lines)
    figures = figures_for(claim, at)
    asked = sum((line.amount for line in counted), claim.claimed * 0)
    left = figures.fund.left if figures else claim.claimed * 0
    return {
        "caps": cap_left(claim, figures.fund if figures else None, counted),
        "asked": asked,
        "fund": figures.fund if figures else None,
        "fund_left": left,
        "fund_short": max(asked - left, claim.claimed * 0),
    }


def _uses(request: HttpRequest, claim: Claim) -> Uses:
    """Where the invoice that is being typed is used already, by the location itself."""
    stored = next((one for one in claim.invoices if one.public_id == request.GET.get("line")), None)
    kept = Document.objects.filter(partner=claim.partner_id, public_id=_plain(request, "kept")).first()
    named = {name: request.GET.get(name, "") for name in ("vendor", "invoice_number")}
    line = Expense(
        pk=stored and stored.pk,
        claim=claim,
        currency=_currency(request, claim),
        net=_amount(request, claim, "net") or Decimal(0),
        invoice_net=_amount(request, claim, "invoice_net"),
        **named,
        fingerprint=fingerprint(**named),
        document=kept or (stored and stored.document),
    )
    (found,) = own_uses(claim, request.user, [line]).values()
    return found


def _plain(request: HttpRequest, name: str) -> str:
    """A text as the database can take it."""
    return request.GET.get(name, "").replace("\x00", "")


def _currency(request: HttpRequest, claim: Claim) -> str:
    return (request.GET.get("currency") or claim.currency)[:3]


def _amount(request: HttpRequest, claim: Claim, name: str) -> Decimal | None:
    """An amount as far as it was typed; None while it is none."""
    try:
        return parse_amount(request.GET.get(name, ""), get_language() or "en", _currency(request, claim))
    except NotAnAmount:
        return None


def _typed(request: HttpRequest, claim: Claim, at: datetime) -> Expense | None:
    """The line as far as it was typed; None while there is no amount in a currency that has a rate."""
    net, kind = _amount(request, claim, "net"), request.GET.get("kind", "")
    if net is None:
        return None
    kind_id = int(kind) if kind.isdecimal() else None
    line = Expense(claim=claim, currency=_currency(request, claim), net=net, kind_id=kind_id)
    try:
        price(line, claim, at)
    except ActionRefused:
        return None
    return line
