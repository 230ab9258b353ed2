"""Drafts that keep the version of an activity they were made under (R21), for those who publish a new one."""

from collections.abc import Iterable

from django.db.models import Count

from claims.enums import ClaimState
from claims.models import Claim


def drafts_by_version(versions: Iterable[int]) -> dict[int, int]:
    """How many drafts of claims stay on each of these versions; one query."""
    drafts = Claim.objects.filter(activity__in=list(versions), state=ClaimState.EDITING).order_by()
    return dict(drafts.values_list("activity").annotate(number=Count("pk")))
