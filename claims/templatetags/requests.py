from typing import Any

from django import template

from claims.parts import asked_in_words

register = template.Library()


@register.filter
def asked(facts: dict[str, Any]) -> str:
    """`{{ item|asked }}` in a mail: what one item of a request asks for, in the reader's language."""
    return asked_in_words(facts)
