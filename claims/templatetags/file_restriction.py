"""How the restriction of a file stands, and the way to its page: for staff, beside the file."""

from typing import Any

from django import template

from claims.actions.restricting import may_ask
from claims.models import Claim
from documents.models import Document
from documents.restricting import current

register = template.Library()


@register.inclusion_tag("claims/staff/_restriction.html", takes_context=True)
def file_restriction(context: template.Context, claim: Claim, document: Document) -> dict[str, Any]:
    """One line about the file; for pages of one file, since it asks for the person's role."""
    return {
        "claim": claim,
        "document": document,
        "current": current(document),
        "may_ask": may_ask(claim, document, context["request"].user),
    }
