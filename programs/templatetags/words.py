from django import template

from programs.words import Words, in_language

register = template.Library()


@register.filter
def words(value: Words | None) -> str:
    """`{{ requirement.label|words }}`: a text of the catalogue in the reader's language."""
    return in_language(value)
