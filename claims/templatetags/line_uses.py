"""Where else the invoice of a line is used, beside the line."""

from collections.abc import Mapping

from django import template

from claims.duplicates import Match, Uses
from claims.models import Expense
from claims.sharing import name_of, share_in_words, too_much

register = template.Library()


@register.filter
def of_line(uses: Mapping[int, Uses] | str | None, line: Expense) -> Uses | None:
    """The part of what was found that is about one line; None where a page did not ask."""
    return uses.get(line.pk or 0) if isinstance(uses, Mapping) else None


@register.filter
def share_words(uses: Uses) -> str:
    """How much of the invoice the line takes."""
    return share_in_words(uses)


@register.filter
def too_much_words(uses: Uses) -> str:
    """That the shares do not fit."""
    return too_much(uses)


@register.filter
def claim_name(match: Match) -> str:
    """The other claim as its own people call it."""
    return name_of(match.line.claim)
