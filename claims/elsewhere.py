"""Other claims that have an invoice or a file of this one too: what a page tells of them, and to whom they open."""

from collections.abc import Iterable

from django.db.models import QuerySet

from claims.models import Claim


def claims_by_id(ids: Iterable[int]) -> dict[int, Claim]:
    """Claims with what is told of them, for rows that name them by id; a row's own join would be planned each time."""
    return Claim.objects.select_related("partner", "program").in_bulk(set(ids))


def that_open(ids: Iterable[int], seen: QuerySet[Claim] | None) -> set[int]:
    """Ids of the claims the reader may open; seen: what they see, None where only the rule is asked."""
    return (
        set() if seen is None else set(seen.order_by().filter(pk__in=set(ids)).values_list("pk", flat=True))
    )
