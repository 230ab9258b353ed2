"""As of when the prepared sums of some usage periods are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import get_language

from programs.words import instant_in_words
from reports.models import Summed, Touched


@dataclass(frozen=True)
class Standing:
    """at: what committed before is in the sums; missing: something happened in a period never added up yet."""

    at: datetime
    missing: bool
    #: The instant by the reader's clock.
    words: str


def standing_of(periods: Any, at: datetime, zone: str) -> Standing:
    """Where nothing waits to be added up, the sums are as of now. zone: the reader's. One query."""
    summed = Summed.objects.filter(period=OuterRef("pk")).values("at")
    waiting = periods.filter(pk__in=Touched.objects.order_by().values("period"))
    found = list(waiting.annotate(summed_at=Subquery(summed)).values_list("summed_at", flat=True))
    oldest = min([at, *(one for one in found if one)])
    return Standing(oldest, None in found, instant_in_words(oldest, zone, get_language() or "en"))
