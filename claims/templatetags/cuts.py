"""Cut lines in templates of mails."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template

from claims.cuts import cut_in_words

register = template.Library()


@register.simple_tag
def cut_words(line: Mapping[str, Any], currency: str) -> str:
    """A line as a letter holds it, in sentences; "" where it was approved as claimed."""
    cut = Decimal(line["approved"]) < Decimal(line["claimed"])
    return cut_in_words(line, currency) if cut else ""
