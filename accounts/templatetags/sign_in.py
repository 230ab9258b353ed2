"""Fields of the sign-in library's forms in our look."""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def labelled(field: BoundField) -> SafeString:
    """The field with its label above it, without the placeholder that says the same and then goes away."""
    field.field.widget.attrs.pop("placeholder", None)
    return field.as_field_group()
