"""Money in templates, by the reader's language."""

from decimal import Decimal

from django import template
from django.utils.translation import get_language

from programs.money import format_money

register = template.Library()


@register.simple_tag
def money(amount: Decimal | str | None, currency: str) -> str:
    """`{% money claim.claimed claim.currency %}`: 2,600.00 EUR; a dash where there is no amount."""
    if amount is None or amount == "":
        return "–"
    return format_money(Decimal(amount), currency, get_language() or "en")
