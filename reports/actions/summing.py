"""Adding up a usage period: what the pages read is made anew from claims and ledger, in one transaction."""

import time
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db import connection, transaction

from claims.enums import DECIDED_STATES, DRAFT_STATES, OPEN_STATES
from outbox.ticks import each
from programs.models import UsagePeriod
from programs.rules import local_day
from reports.actions import statements
from reports.models import ClaimSums, CutSums, DecisionDays, FundMonth, Summed, Touched
from review.clocks import is_business_day

#: Everything is added up again this often, whatever happened: a location may have moved to another country.
LASTS = timedelta(days=1)
#: A period rests so many times as long as it took: a large one costs a worker a twentieth of its time at most.
RESTS = 20
A_DAY = timedelta(days=1)


def sum_up_what_happened(at: datetime) -> int:
    """Add up the periods in which something happened, unless they still rest. Returns how many."""
    touched = UsagePeriod.objects.filter(pk__in=Touched.objects.values("period")).select_related("program")
    known = Summed.objects.in_bulk(touched.values_list("pk", flat=True))
    due = [one for one in touched if one.pk not in known or _is_rested(known[one.pk], at)]
    return each(due, partial(sum_up, at=at), "sum up usage period")


def sum_up_daily(at: datetime) -> int:
    """Add up the periods nobody did for a day. Returns how many."""
    fresh = Summed.objects.filter(at__gt=at - LASTS)
    due = UsagePeriod.objects.exclude(pk__in=fresh.values("pk")).select_related("program").order_by("pk")
    return each(due, partial(sum_up, at=at), "sum up usage period")


def _is_rested(summed: Summed, at: datetime) -> bool:
    return at - summed.at >= timedelta(seconds=summed.seconds * RESTS)


@transaction.atomic
def sum_up(period: UsagePeriod, at: datetime) -> bool:
    """Make all sums of one period anew. Whoever reads meanwhile reads the old ones.

    What was touched is forgotten before anything is read: what commits after that is touched again.
    """
    began = time.monotonic()
    Summed.objects.get_or_create(period=period, defaults={"at": at})
    summed = Summed.objects.select_for_update().get(period=period)
    Touched.objects.filter(period=period).delete()
    for model in (ClaimSums, DecisionDays, CutSums, FundMonth):
        model.objects.filter(period=period).delete()
    _write(period)
    summed.at, summed.seconds = at, time.monotonic() - began
    summed.save()
    return True


def _write(period: UsagePeriod) -> None:
    given: dict[str, Any] = {
        "period": period.pk,
        "zone": period.program.zone,
        "drafts": list(DRAFT_STATES),
        "open": list(OPEN_STATES),
        "decided": list(DECIDED_STATES),
    }
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '10min'")
        for one in (statements.CLAIMS, statements.CUTS, statements.MONTHS):
            cursor.execute(one, given)
        cursor.execute(statements.SPAN, given)
        first, last = cursor.fetchone()
        if first is not None:
            cursor.execute(statements.DAYS, given | _calendar(period, first, last))


def _calendar(period: UsagePeriod, first: datetime, last: datetime) -> dict[str, list[Any]]:
    """Each day from the one before the first decision could come, and the business days until then (R9)."""
    zone, countries = period.program.zone, frozenset({period.program.country})
    days = list(_days(local_day(first, zone) - A_DAY, max(local_day(last, zone), local_day(first, zone))))
    return {"days": days, "counts": list(_counted(days, countries))}


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += A_DAY


def _counted(days: Iterable[date], countries: frozenset[str]) -> Iterator[int]:
    count = 0
    for day in days:
        count += is_business_day(day, countries)
        yield count
