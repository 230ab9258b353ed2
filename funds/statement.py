"""A statement of a location's funds in one program: what was there, every entry, and what is there in the end.

Opening and closing balance are sums of the ledger; between them stands every entry, so they tie out exactly.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import islice
from typing import Any

from django.db.models import Count, Q

from accounts.models import Partner
from funds import subjects
from funds.models import Fund, FundEntry
from funds.querysets import FundEntryQuerySet
from funds.shown import ADJUSTED, APPROVED, EARNED, FORFEITED, HELD, LEFT, PAID, Shown
from programs.models import Program, UsagePeriod
from programs.rules import end_of_day, local_day, start_of_day

#: The columns of figures, in their order.
COLUMNS = (EARNED, ADJUSTED, HELD, APPROVED, PAID, FORFEITED, LEFT)
#: So many entries are read at once.
BATCH = 500

Amounts = dict[str, Decimal]


@dataclass(frozen=True)
class Scope:
    """Whose funds, and which days by the program's calendar; None leaves that side open.

    funds: those the reader may see.
    """

    partner: Partner
    program: Program
    funds: list[Fund]
    period: UsagePeriod | None = None
    first: date | None = None
    last: date | None = None

    @property
    def before(self) -> Q:
        """The entries that lie before the first day."""
        if self.first is None:
            return Q(pk__in=[])
        return Q(at__lt=start_of_day(self.first, self.program.zone))

    @property
    def after(self) -> Q:
        """Those that lie after the last day."""
        if self.last is None:
            return Q(pk__in=[])
        return Q(at__gte=end_of_day(self.last, self.program.zone))


@dataclass(frozen=True)
class Line:
    """One entry: `changes` of every column, and what was left in all funds of the statement afterwards."""

    entry: FundEntry
    day: date
    subject: subjects.Named | None
    changes: Amounts
    left: Decimal

    @property
    def why(self) -> str:
        """The reason and what was noted beside it."""
        said = [self.entry.get_reason_display() if self.entry.reason else "", self.entry.note]
        return ": ".join(str(part) for part in said if part)


@dataclass(frozen=True)
class Statement:
    """The entries of a scope until some instant of reading; three queries for the balances, then batches."""

    scope: Scope
    user: Any

    @cached_property
    def _known(self) -> FundEntryQuerySet:
        # Entries made after the funds were read are no part of this statement, so that it ties to them.
        read = Q(pk__in=[])
        for fund in self.scope.funds:
            read |= Q(fund=fund.pk, number__lte=fund.last_number)
        return FundEntry.objects.filter(read)

    @cached_property
    def _within(self) -> FundEntryQuerySet:
        return self._known.exclude(self.scope.before).exclude(self.scope.after)

    @cached_property
    def opening(self) -> Amounts:
        """Each column before the first day."""
        return _amounts(self._known.filter(self.scope.before))

    @cached_property
    def change(self) -> Amounts:
        """What the entries add up to."""
        return _amounts(self._within)

    @cached_property
    def closing(self) -> Amounts:
        """Each column when the last day is over."""
        return {code: amount + self.change[code] for code, amount in self.opening.items()}

    @cached_property
    def count(self) -> int:
        """How many entries there are."""
        return self._within.aggregate(count=Count("pk"))["count"]

    def lines(self) -> Iterator[Line]:
        """Every entry, the oldest first; read in batches, with one query more for the names of each."""
        weights = {column.code: column.weights for column in COLUMNS}
        entries = self._within.counting_each(weights).select_related("fund__period")
        found = entries.order_by("at", "fund", "number").iterator(BATCH)
        left = self.opening[LEFT.code]
        while batch := list(islice(found, BATCH)):
            names = subjects.names(((one.subject_kind, one.subject_id) for one in batch), self.user)
            for one in batch:
                changes = {column.code: getattr(one, f"counted_{column.code}") for column in COLUMNS}
                left += changes[LEFT.code]
                day = local_day(one.at, self.scope.program.zone)
                yield Line(one, day, names.get((one.subject_kind, one.subject_id or 0)), changes, left)

    @property
    def rows(self) -> list[tuple[Shown, Decimal, Decimal, Decimal]]:
        """Each figure: at the beginning, its change, at the end."""
        return [
            (one, self.opening[one.code], self.change[one.code], self.closing[one.code]) for one in COLUMNS
        ]


def _amounts(entries: FundEntryQuerySet) -> Amounts:
    return entries.totals({column.code: column.weights for column in COLUMNS})
