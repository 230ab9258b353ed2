"""What a lead looks at: work by person and age, disputes that were decided otherwise, the reasons most used.

A fixed number of queries, whatever there is to count.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Min, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from claims.closing import Closing, closings
from claims.models import Claim, Decision, DecisionLine
from claims.querysets import ClaimQuerySet
from programs.models import Reason, UsagePeriod
from review.models import RequestItem

#: How many overturned disputes are listed.
LISTED = 50
#: How long a closed usage period is listed.
LATELY = timedelta(days=180)
#: Where "soon" ends.
SOON = timedelta(days=3)


@dataclass(frozen=True)
class Load:
    """Open claims that one person took, by the time left to the promise; `name` "" where nobody has taken them."""

    name: str
    open: int
    overdue: int
    within_a_day: int
    soon: int
    later: int
    with_partner: int
    oldest: datetime | None


def loads(claims: ClaimQuerySet, at: datetime) -> list[Load]:
    """By who took them, most overdue first; those that nobody has taken on top. One query."""
    a_day, soon = at + timedelta(days=1), at + SOON
    counted = {
        "open": Count("pk"),
        "overdue": Count("pk", filter=Q(promised_at__lte=at)),
        "within_a_day": Count("pk", filter=Q(promised_at__gt=at, promised_at__lte=a_day)),
        "soon": Count("pk", filter=Q(promised_at__gt=a_day, promised_at__lte=soon)),
        "later": Count("pk", filter=Q(promised_at__gt=soon)),
        "with_partner": Count("pk", filter=Q(promised_at=None)),
        "oldest": Min("waiting_since"),
    }
    people: Any = claims.open().order_by().values("taken_by", "taken_by__name", "taken_by__email")
    found: list[dict[str, Any]] = list(people.annotate(**counted))
    rows = [
        Load(name=row["taken_by__name"] or row["taken_by__email"] or "", **{one: row[one] for one in counted})
        for row in found
    ]
    return sorted(rows, key=lambda row: (bool(row.name), -row.overdue, -row.open, row.name))


def periods(programs: Iterable[int], at: datetime) -> list[Closing]:
    """The figures of usage periods that are open or were closed lately, the newest first. Five queries."""
    lately = UsagePeriod.objects.filter(
        program__in=programs, first_day__lte=at.date(), deadline__gt=at - LATELY
    )
    return closings(lately.with_deadlines().order_by("-first_day", "program__code"), at)


@dataclass(frozen=True)
class Disputes:
    """Second decisions of a time: how many, how many approved more, and those, newest first."""

    decided: int
    overturned: int
    listed: list[Any]


def disputes(claims: ClaimQuerySet, since: datetime, until: datetime) -> Disputes:
    """What came of disputes whose second decision left in this time. Two queries."""
    left = Decision.objects.left()
    before = left.filter(claim=OuterRef("claim"), left_at__lte=OuterRef("claim__disputed_at")).order_by(
        "-left_at"
    )
    second = left.filter(
        claim__in=claims.order_by(),
        claim__disputed_at__isnull=False,
        left_at__gt=F("claim__disputed_at"),
        left_at__gte=since,
        left_at__lt=until,
    ).annotate(
        first_approved=Subquery(before.values("approved")[:1]),
        first_by=Subquery(before.values("by__name")[:1]),
    )
    more = Q(approved__gt=F("first_approved"))
    counts = second.order_by().aggregate(decided=Count("pk"), overturned=Count("pk", filter=more))
    shown = second.filter(more).select_related("claim__program", "claim__partner", "by").order_by("-left_at")
    return Disputes(counts["decided"], counts["overturned"], list(shown[:LISTED]))


@dataclass(frozen=True)
class Used:
    """A reason and how often it was used; `part` of all, in whole per cent."""

    words: str
    count: int
    part: int


def cut_reasons(claims: ClaimQuerySet, since: datetime, until: datetime) -> list[Used]:
    """Why lines were cut or refused by decisions that left in this time, most used first. Two queries."""
    lines = DecisionLine.objects.filter(
        decision__claim__in=claims.order_by(),
        decision__left_at__gte=since,
        decision__left_at__lt=until,
        approved__lt=F("claimed"),
    )
    return _used(dict(lines.order_by().values_list("code").annotate(Count("pk"))))


def asked_reasons(claims: ClaimQuerySet, since: datetime, until: datetime) -> list[Used]:
    """Why more was asked for in this time, most used first. Two queries."""
    items = RequestItem.objects.filter(
        request__subject_kind=Claim.SUBJECT_KIND,
        request__subject_id__in=claims.order_by().values("pk"),
        request__made_at__gte=since,
        request__made_at__lt=until,
    )
    return _used(dict(items.order_by().values_list("reason").annotate(Count("pk"))))


def _used(counts: dict[int | None, int]) -> list[Used]:
    known = Reason.objects.in_bulk([one for one in counts if one])
    total = sum(counts.values())
    rows = [
        Used(str(known[one]) if one else _("In own words only"), count, round(Decimal(100) * count / total))
        for one, count in Counter(counts).most_common()
    ]
    return [row for row in rows if row.count]
