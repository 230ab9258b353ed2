"""How other rooms name what is of payments: by reference and page, as far as the reader may see it."""

from typing import Any

from django.urls import reverse

from funds.subjects import Named
from payments.models import Payment, Recovery


def names_of_payments(ids: set[int], user: Any) -> dict[int, Named]:
    """Reference and page of each payment the person may see; one query."""
    seen = Payment.objects.visible_to(user).filter(pk__in=ids).only("reference", "public_id")
    return {one.pk: Named(one.reference, reverse("payment", args=[one.public_id])) for one in seen}


def names_of_recoveries(ids: set[int], user: Any) -> dict[int, Named]:
    """The claim's number and the page of each recovery the person may see; one query."""
    seen = Recovery.objects.visible_to(user).filter(pk__in=ids).select_related("claim")
    return {one.pk: Named(str(one.claim), reverse("recovery", args=[one.public_id])) for one in seen}
