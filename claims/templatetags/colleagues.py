"""Whom a slot or an invoice's file is asked of, where the slot or the invoice stands."""

from typing import Any

from django import template
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.http import urlencode

from claims.asks import standing
from claims.models import Claim, Expense
from programs.models import Requirement

register = template.Library()


@register.inclusion_tag("claims/_ask_here.html")
def ask_here(claim: Claim, place: Requirement | Expense) -> dict[str, Any]:
    """Open questions for a slot or a line, and the link that asks; one query, however many places there are."""
    prefetch_related_objects([claim], "asks__asked")
    slot = isinstance(place, Requirement)
    wanted = "requirement_id" if slot else "expense_id"
    asks = [one for one in claim.asks.all() if one.is_open and getattr(one, wanted) == place.pk]
    key = f"slot-{place.key}" if isinstance(place, Requirement) else f"invoice-{place.public_id}"
    url = f"{reverse('claim_ask', args=[claim.public_id])}?{urlencode({'for': key})}"
    return {"claim": claim, "place": place, "asks": [(one, standing(one)) for one in asks], "url": url}
