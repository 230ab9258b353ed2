"""Money in templates, by the reader's language."""

from datetime import date
from decimal import Decimal

from django import template
from django.utils.translation import get_language

from programs.money import format_money, format_rate, format_share
from programs.words import month_name

register = template.Library()


@register.simple_tag
def money(amount: Decimal | str | None, currency: str) -> str:
    """`{% money claim.claimed claim.currency %}`: 2,600.00 EUR; a dash where there is no amount."""
    if amount is None or amount == "":
        return "–"
    return format_money(Decimal(amount), currency, get_language() or "en")


@register.filter
def rate(value: Decimal) -> str:
    """`{{ line.rate|rate }}`: 0.00612."""
    return format_rate(value, get_language() or "en")


@register.filter
def percent(share: Decimal) -> str:
    """`{{ cap.share|percent }}`: 25%, in German 25 %."""
    return format_share(share, get_language() or "en")


@register.filter
def month(first_day: date) -> str:
    """`{{ line.rate_on|month }}`: October 2026."""
    return month_name(first_day)
