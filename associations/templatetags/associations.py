from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.places import country_name
from associations.links import path_of
from associations.models import Association, AssociationProof
from associations.viewing import places_of
from associations.words import reason_in_words
from documents.words import receipt
from programs.rules import local_day
from programs.words import day_in_words

register = template.Library()


@register.simple_tag
def customer_path(public_id: str) -> str:
    """`{% customer_path link_id %}` in the mail to a customer: the path that opens their question, secret and all."""
    return path_of(public_id)


@register.simple_tag
def reject_words(reason: str) -> str:
    """`{% reject_words reason as why %}`: a published reason in the reader's language; "" for none."""
    return reason_in_words(reason)


@register.filter
def country(code: str) -> str:
    """`{{ association.country|country }}`: its name in the reader's language; "" for none."""
    return country_name(code, get_language()) if code else ""


@register.filter
def span(association: Association) -> str:
    """`{{ association|span }}`: from when until when the partner is recorded, in the program's own days."""
    if association.approved_at is None:
        return "–"
    zone = association.program.zone
    since = day_in_words(local_day(association.approved_at, zone))
    if association.ended_at is None:
        return _("since %(day)s") % {"day": since}
    return f"{since} – {day_in_words(local_day(association.ended_at, zone))}"


@register.inclusion_tag("associations/_file_row.html", takes_context=True)
def association_file(
    context: template.Context, association: Association, proof: AssociationProof, *, removable: bool = False
) -> dict[str, Any]:
    """One row in <ul class="file-list">, as of the page's `at`: the file with its receipt and state.

    removable: with a button that takes it out, unless it was sent.
    """
    document, places = proof.document, places_of(association)
    facts = receipt(document, context["at"])
    removable = removable and proof.sent_at is None
    remove = reverse("association_proof_remove", args=[association.public_id, proof.public_id])
    state = places.of(document, "state") + ("?removable" if removable else "")
    return {
        "receipt": facts,
        "name": str(document),
        "key": f"file-{proof.public_id}",
        "url": places.of(document, "view") if facts.may_open else "",
        "download_url": places.of(document) if facts.may_open else "",
        "refresh": state if facts.pending else "",
        "remove_url": remove if removable else "",
        "csrf_token": context.get("csrf_token"),
    }
