"""What becomes of what is left in a fund: the rules of R1 and R11 with this fund's days and amounts."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Sum

from funds.enums import EntryReason
from funds.figures import FundFigures
from funds.models import Fund, FundEntry, Recovery
from funds.prepared import Prepared, prepared_on
from programs import rules


@dataclass(frozen=True)
class Owed:
    """What adjustments could not take: from this fund, and from earlier ones of the same program, still to be taken."""

    here: Decimal
    before: Decimal


@dataclass(frozen=True)
class Outlook:
    """Everything a page says about the money that is left, at one instant."""

    figures: FundFigures
    at: datetime
    prepared: Prepared | None
    owed: Owed
    #: By reason, what adjustments of this kind came to; those without one are not in it.
    adjusted: dict[str, Decimal]

    @property
    def fund(self) -> Fund:
        return self.figures.fund

    @property
    def use_over(self) -> bool:
        """Whether the last day for activities has passed."""
        return rules.end_of_day(self.fund.period.last_day, self.fund.program.zone) <= self.at

    @cached_property
    def opens(self) -> datetime | None:
        """When claims can first be submitted, while that is still to come (R2)."""
        opens = rules.submission_window(self.fund.period, self.fund.partner).opens
        return opens if self.at < opens else None

    @property
    def ask_until(self) -> datetime | None:
        """Until when a later deadline can be asked for, where it still can (R1)."""
        window = rules.asking_window(self.fund.period, self.fund.partner)
        return window.closes if window.contains(self.at) else None

    @property
    def closing(self) -> date | None:
        """The last day of the earning period, while it is not decided whether the threshold is reached (R11)."""
        return self.fund.period.earning_last_day if self.figures.undecided else None

    @property
    def rebate(self) -> Decimal:
        """What became a rebate because the threshold was missed."""
        return -self.adjusted.get(EntryReason.THRESHOLD, Decimal(0))

    @property
    def taken(self) -> Decimal:
        """What was taken from this fund for an earlier one."""
        return -self.adjusted.get(EntryReason.RECOVERY, Decimal(0))

    @property
    def too_much_prepared(self) -> Decimal:
        """By how much the drafts are more than what is left; zero where they fit."""
        return max(self.prepared.amount - self.fund.left, Decimal(0)) if self.prepared else Decimal(0)


def outlook_of(figures: FundFigures, user: Any, at: datetime) -> Outlook:
    """The outlook of a fund for a reader: two queries here, and one or two of the room that knows drafts."""
    fund = figures.fund
    reasons = FundEntry.objects.filter(
        fund=fund, number__lte=fund.last_number, reason__in=(EntryReason.THRESHOLD, EntryReason.RECOVERY)
    )
    adjusted = dict(reasons.order_by().values_list("reason").annotate(Sum("amount")))
    prepared = prepared_on(fund, user) if figures.is_open else None
    return Outlook(figures, at, prepared, _owed(fund), adjusted)


def _owed(fund: Fund) -> Owed:
    open_ones = (
        Recovery.objects.of_line(fund.partner_id, fund.program_id).open().select_related("fund__period")
    )
    here = before = Decimal(0)
    for one in open_ones:
        if one.fund_id == fund.pk:
            here += one.outstanding
        elif one.fund.period.first_day < fund.period.first_day:
            before += one.outstanding
    return Owed(here, before)
