"""What depends on a deadline that may move (R1): drafts and money, by location for a manager who answers, and over all.

Four queries, however many locations and periods.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Count, Q

from accounts.models import Partner
from claims.closing import Closing, closings
from claims.enums import DRAFT_STATES, ClaimState
from claims.models import Claim
from funds.models import Fund
from funds.querysets import LEFT
from programs import rules
from programs.models import Extension, Program, UsagePeriod

#: An outage so long before a deadline took the last days from nobody: nothing is proposed.
NEAR = timedelta(days=14)


@dataclass(frozen=True)
class Standing:
    """A location in a usage period at an instant; amounts in the program's currency.

    drafts: that can be submitted; expired: drafts that an extension brings back.
    """

    period: UsagePeriod
    partner: Partner
    at: datetime
    drafts: int
    expired: int
    left: Decimal
    forfeited: Decimal

    @cached_property
    def deadline(self) -> datetime:
        """The one in force for the location."""
        return rules.deadline_for(self.period, self.partner)

    @property
    def is_over(self) -> bool:
        return not rules.is_before_deadline(self.at, self.deadline)

    @property
    def days_left(self) -> int:
        return rules.days_left(self.at, self.deadline, self.period.program.zone)

    @property
    def asked_until(self) -> datetime:
        """Until when the location may ask for an extension."""
        return rules.asking_window(self.period, self.partner).closes

    @cached_property
    def extensions(self) -> list[Extension]:
        """What moved the deadline of this location before, its own and those for all, the latest first."""
        holds_for = {None, self.partner.pk}
        found = [one for one in self.period.extensions.all() if one.partner_id in holds_for]
        return sorted(found, key=lambda one: one.granted_at, reverse=True)


def standing_of(period: UsagePeriod, partner: Partner, at: datetime) -> Standing:
    """How one location stands in a period. Reads `period.program` and `period.extensions`."""
    return standings([(period, partner)], at)[0]


def standings(pairs: Iterable[tuple[UsagePeriod, Partner]], at: datetime) -> list[Standing]:
    """The same for many, in their order."""
    wanted = list(pairs)
    within = {"period__in": {one.pk for one, _ in wanted}, "partner__in": {one.pk for _, one in wanted}}
    counts, money = _counts(within), _money(within)
    nothing = (Decimal(0), Decimal(0))
    return [
        Standing(
            period,
            partner,
            at,
            *counts.get((period.pk, partner.pk), (0, 0)),
            *money.get((period.pk, partner.pk), nothing),
        )
        for period, partner in wanted
    ]


def _counts(within: dict[str, Any]) -> dict[tuple[int, int], tuple[int, int]]:
    rows = Claim.objects.filter(state__in=DRAFT_STATES, **within).order_by().values_list("period", "partner")
    counted: Any = rows.annotate(
        drafts=Count("pk", filter=Q(state=ClaimState.EDITING)),
        expired=Count("pk", filter=Q(state=ClaimState.EXPIRED)),
    )
    return {(period, partner): (drafts, expired) for period, partner, drafts, expired in counted}


def _money(within: dict[str, Any]) -> dict[tuple[int, int], tuple[Decimal, Decimal]]:
    funds = Fund.objects.filter(**within)
    return {(fund.period_id, fund.partner_id): (fund.left, fund.forfeited) for fund in funds}


@dataclass(frozen=True)
class AwayRow:
    """A usage period the portal's absence fell into, for the manager who gives all the same extension.

    reached: so many locations have drafts or money in it; proposed: the new last day, None where the
    deadline was far away; figures: what comes back.
    """

    period: UsagePeriod
    deadline: datetime
    proposed: date | None
    figures: Closing
    reached: int

    @property
    def last_day(self) -> date:
        """The last day to submit as it is now."""
        return rules.last_local_day(self.deadline, self.period.program.zone)


def away_rows(programs: Iterable[Program], since: datetime, until: datetime, at: datetime) -> list[AwayRow]:
    """The periods of these programs in which one could work while the portal was away, and can be helped still."""
    periods = UsagePeriod.objects.with_deadlines().filter(program__in=programs, first_day__lte=until.date())
    found = [one for one in periods.order_by("program__code", "first_day") if _touched(one, since, at)]
    reached = locations_with_something(found)
    return [
        AwayRow(
            figures.period,
            figures.deadline,
            proposed_day(figures.period, since, until, at),
            figures,
            len(reached[figures.period.pk]),
        )
        for figures in (closings(found, at) if found else ())
    ]


def _touched(period: UsagePeriod, since: datetime, at: datetime) -> bool:
    deadline = rules.deadline_for(period, None)
    return since < deadline and at < rules.asking_window(period, None).closes


def proposed_day(period: UsagePeriod, since: datetime, until: datetime, at: datetime) -> date | None:
    """The last day to submit, later by as many whole local days as the outage touched, at least one.

    Not before today, so that somebody can still submit; None where the deadline was far away.
    """
    zone, deadline = period.program.zone, rules.deadline_for(period, None)
    if deadline > until + NEAR:
        return None
    touched = rules.last_local_day(until, zone) - rules.local_day(since, zone) + timedelta(days=1)
    later = rules.last_local_day(deadline, zone) + max(touched, timedelta(days=1))
    return max(later, rules.local_day(at, zone))


def locations_with_something(periods: Iterable[UsagePeriod]) -> dict[int, set[int]]:
    """By period the locations that have drafts, expired ones too, or money left or forfeited; two queries."""
    found: dict[int, set[int]] = {one.pk: set() for one in periods}
    drafts = Claim.objects.filter(state__in=DRAFT_STATES, period__in=found).order_by()
    money = Fund.objects.filter(period__in=found).alias(rest=LEFT).filter(Q(rest__gt=0) | Q(forfeited__gt=0))
    for rows in (drafts.distinct(), money.order_by()):
        for period, partner in rows.values_list("period", "partner"):
            found[period].add(partner)
    return found
