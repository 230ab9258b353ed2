"""A file of a claim with its receipt, its state, and where it is opened."""

from typing import Any

from django import template
from django.urls import reverse

from claims.models import Claim, Proof
from documents.models import Document
from documents.words import problem, receipt

register = template.Library()


@register.inclusion_tag("claims/_file_row.html", takes_context=True)
def claim_file(
    context: template.Context,
    claim: Claim,
    document: Document,
    remove_url: str = "",
    linked: bool = True,
    proof: Proof | None = None,
) -> dict[str, Any]:
    """One row in <ul class="file-list">, as of the page's `at`; fetch the document with `uploaded_by`.

    linked: not for a file that the claim does not use yet; proof: what it is drawn for, since one
    file may prove several things.
    """
    place = [claim.public_id, document.public_id]
    facts = receipt(document, context["at"])
    asked_for = f"?proof={proof.public_id}" if proof else ""
    return {
        "receipt": facts,
        "document": document,
        "name": str(document),
        "is_restricted": document.pk in claim.restricted_files,
        "key": f"file-{proof.public_id if proof else document.public_id}",
        "url": reverse("claim_file_view", args=place) if linked and facts.may_open else "",
        "download_url": reverse("claim_file", args=place) if linked and facts.may_open else "",
        "refresh": reverse("claim_file_state", args=place) + asked_for if linked and facts.pending else "",
        "about_url": reverse("claim_file_about", args=place) if linked else "",
        "remove_url": remove_url,
        "csrf_token": context.get("csrf_token"),
    }


@register.filter
def refusal(code: str) -> str:
    """`{{ file.refusal|refusal }}` in a mail: why a file was not accepted, and the way out."""
    return problem(code)
