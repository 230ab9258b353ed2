"""How other rooms name an association: its number and page, as far as the reader may see it."""

from typing import Any

from django.urls import reverse

from associations.models import Association
from funds.subjects import Named


def names_of_associations(ids: set[int], user: Any) -> dict[int, Named]:
    """Number or customer and the page of each association the person may see; one query."""
    seen = Association.objects.visible_to(user).filter(pk__in=ids)
    return {
        one.pk: Named(one.number or one.customer_name, reverse("association", args=[one.public_id]))
        for one in seen.only("number", "customer_name", "public_id")
    }
