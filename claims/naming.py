"""How other rooms name a claim: its number and page, as far as the reader may see it."""

from typing import Any

from django.urls import reverse

from claims.models import Claim
from funds.subjects import Named


def names_of_claims(ids: set[int], user: Any) -> dict[int, Named]:
    """Number or title and the page of each claim the person may see; one query."""
    claims = Claim.objects.visible_to(user).filter(pk__in=ids).only("number", "title", "public_id")
    return {one.pk: Named(one.number or one.title, reverse("claim", args=[one.public_id])) for one in claims}
