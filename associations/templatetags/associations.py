from typing import Any

from django import template
from django.urls import reverse

from associations.enums import RejectReason
from associations.links import path_of
from associations.models import Association, AssociationProof
from documents.words import receipt

register = template.Library()


@register.simple_tag
def customer_path(public_id: str) -> str:
    """`{% customer_path link_id %}` in the mail to a customer: the path that opens their question, secret and all."""
    return path_of(public_id)


@register.simple_tag
def reject_words(reason: str) -> str:
    """`{% reject_words reason as why %}`: a published reason in the reader's language; "" for none."""
    return str(RejectReason(reason).label) if reason else ""


@register.inclusion_tag("associations/_file_row.html", takes_context=True)
def association_file(
    context: template.Context, association: Association, proof: AssociationProof, remove_url: str = ""
) -> dict[str, Any]:
    """One row in <ul class="file-list">, as of the page's `at`: the file with its receipt and state."""
    document = proof.document
    facts = receipt(document, context["at"])
    place = [association.public_id, document.public_id]
    return {
        "receipt": facts,
        "name": str(document),
        "key": f"file-{proof.public_id}",
        "url": reverse("association_file", args=place) if facts.may_open else "",
        "remove_url": remove_url,
        "csrf_token": context.get("csrf_token"),
    }
