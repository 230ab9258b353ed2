"""Deadlines, windows and fiscal years (R1, R2), as plain functions.

Nothing here asks the clock: the instant comes in as `at`. Local days are counted
in the program's IANA zone; an instant is always aware and compared as one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import DateTimeField, F, OuterRef, Q, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest

from accounts.places import zone_city

if TYPE_CHECKING:
    from accounts.models import Partner
    from programs.models import UsagePeriod

#: So many calendar days after its last day to submit a location may still ask for a later one.
DAYS_TO_ASK = 30
#: R1: a claim is submitted no later than this many calendar days after the usage period's last day.
DAYS_TO_SUBMIT = 45


def start_of_day(day: date, zone: str) -> datetime:
    """The first instant of a local day, in UTC.

    Usually local midnight. Where a clock change swallows midnight (Havana, Cairo,
    Beirut in spring) it is the instant of the change; where midnight comes twice,
    the first one.
    """
    local = ZoneInfo(zone)
    midnight = datetime.combine(day, time(), local)
    first = midnight.astimezone(UTC)
    if first.astimezone(local).replace(tzinfo=None) == midnight.replace(tzinfo=None):
        return first
    # Midnight does not exist: the day begins at the change, somewhere between its two readings.
    before = midnight.replace(fold=1).astimezone(UTC)
    return _first_instant_of(day, local, before, first)


def _first_instant_of(day: date, local: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first whole second in (before, after] whose local date is `day` or later."""
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(local).date() < day:
            before = middle
        else:
            after = middle
    return after


def end_of_day(day: date, zone: str) -> datetime:
    """The instant at which a local day is over: the first one of the next day, in UTC."""
    return start_of_day(day + timedelta(days=1), zone)


def deadline_instant(last_day: date, zone: str, days: int = DAYS_TO_SUBMIT) -> datetime:
    """R1: the end of the local day `days` calendar days after `last_day`, in UTC.

    Local date arithmetic, never days × 24 h. What happens strictly before this
    instant is in time.
    """
    return end_of_day(last_day + timedelta(days=days), zone)


def is_before_deadline(at: datetime, deadline: datetime) -> bool:
    """Whether `at` is in time: strictly before the instant at which the last day ends."""
    return at < deadline


def deadline_for(period: "UsagePeriod", partner: "Partner | None") -> datetime:
    """Until when this partner location may submit for the period (R1): the only reader of deadlines.

    The stored deadline, or a later one by an extension for the location or for all; with
    None, what holds for a location without an extension of its own. Reads
    `period.extensions`; prefetch it where many periods are drawn.
    """
    holds_for = {None, partner and partner.pk}
    granted = [one.deadline for one in period.extensions.all() if one.partner_id in holds_for]
    return max([period.deadline, *granted])


def is_in_time(at: datetime, period: "UsagePeriod", partner: "Partner") -> bool:
    """Whether `at` is before the deadline of a location (R1).

    An extension only moves it later: who is early by the stored one is in time, and no extension is read.
    """
    return is_before_deadline(at, period.deadline) or is_before_deadline(at, deadline_for(period, partner))


def deadline_expression(period: str = "usage_period", partner: str = "partner") -> Combinable:
    """`deadline_for` for querysets: the same instant as an expression.

    period, partner: paths of the two foreign keys from the model that is asked,
    e.g. `Claim.objects.annotate(deadline=deadline_expression()).filter(deadline__lte=at)`.
    """
    from programs.models import Extension  # models use the functions above

    granted = (
        Extension.objects.filter(
            Q(partner=None) | Q(partner=OuterRef(f"{partner}_id")), period=OuterRef(f"{period}_id")
        )
        .order_by("-deadline")
        .values("deadline")[:1]
    )
    stored = F(f"{period}__deadline")
    return Greatest(stored, Coalesce(Subquery(granted), stored), output_field=DateTimeField())


@dataclass(frozen=True)
class Window:
    """From `opens` (inclusive) to strictly before `closes`."""

    opens: datetime
    closes: datetime

    def contains(self, at: datetime) -> bool:
        return self.opens <= at < self.closes


def draft_window(period: "UsagePeriod", partner: "Partner") -> Window:
    """R2: drafts and uploads are open from the usage period's first day to the deadline."""
    return Window(start_of_day(period.first_day, period.program.zone), deadline_for(period, partner))


def submission_window(period: "UsagePeriod", partner: "Partner") -> Window:
    """R2: submission opens on the stored day and closes at the deadline."""
    return Window(
        start_of_day(period.submission_opens_on, period.program.zone), deadline_for(period, partner)
    )


def asking_window(period: "UsagePeriod", partner: "Partner | None") -> Window:
    """When a location may ask for an extension: from the usage period's first day to 30 days after the deadline.

    By then what happened is known, also to somebody who was ill; later the period's books are closed.
    """
    zone = period.program.zone
    last_day = last_local_day(deadline_for(period, partner), zone)
    return Window(
        start_of_day(period.first_day, zone), end_of_day(last_day + timedelta(days=DAYS_TO_ASK), zone)
    )


def local_day(at: datetime, zone: str) -> date:
    """The calendar day it is at `at` in the zone."""
    return at.astimezone(ZoneInfo(zone)).date()


def last_local_day(deadline: datetime, zone: str) -> date:
    """The last day on which one is in time for `deadline`."""
    return local_day(deadline - timedelta(microseconds=1), zone)


def days_left(at: datetime, deadline: datetime, zone: str) -> int:
    """Whole local days until the deadline's last day: 0 on that day, negative afterwards."""
    return (last_local_day(deadline, zone) - local_day(at, zone)).days


@dataclass(frozen=True)
class DeadlineParts:
    """What a page needs to say "14 February 2027, 23:59 Berlin time"."""

    day: date
    time: str
    city: str


def deadline_parts(deadline: datetime, zone: str, language: str) -> DeadlineParts:
    """The last minute in which one is in time, by the zone's own clock, and the zone's city in `language`."""
    last_minute = (deadline - timedelta(minutes=1)).astimezone(ZoneInfo(zone))
    return DeadlineParts(last_minute.date(), last_minute.strftime("%H:%M"), zone_city(zone, language))


def fiscal_year(day: date) -> int:
    """The fiscal year of a day: it runs from 1 July and bears the number of the year it ends in."""
    return day.year + (1 if day.month >= 7 else 0)


@dataclass(frozen=True)
class HalfYear:
    """Half of a fiscal year: H1 runs from July to December, H2 from January to June."""

    fiscal_year: int
    half: int

    @property
    def first_day(self) -> date:
        return date(self.fiscal_year - 1, 7, 1) if self.half == 1 else date(self.fiscal_year, 1, 1)

    @property
    def last_day(self) -> date:
        return date(self.fiscal_year - 1, 12, 31) if self.half == 1 else date(self.fiscal_year, 6, 30)

    @property
    def previous(self) -> "HalfYear":
        return HalfYear(self.fiscal_year - 1, 2) if self.half == 1 else HalfYear(self.fiscal_year, 1)

    @property
    def following(self) -> "HalfYear":
        return HalfYear(self.fiscal_year, 2) if self.half == 1 else HalfYear(self.fiscal_year + 1, 1)

    @property
    def code(self) -> str:
        """What the usage period of this half is called, e.g. "FY27-H1-usage"."""
        return f"FY{self.fiscal_year % 100:02d}-H{self.half}-usage"


def half_year_of(day: date) -> HalfYear:
    """The fiscal half-year a day lies in."""
    return HalfYear(fiscal_year(day), 1 if day.month >= 7 else 2)


def half_years(first: HalfYear, last_day: date) -> Iterable[HalfYear]:
    """All half-years from `first` on that end no later than `last_day`."""
    half = first
    while half.last_day <= last_day:
        yield half
        half = half.following
