"""What an import adds up to: in all, and by location."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from accounts.models import Partner
from funds.earnings.states import EarningRowState
from funds.enums import EntryReason
from funds.models import EarningRow, EarningsImport
from funds.querysets import ZERO

#: Locations of one page.
PAGE = 50


@dataclass(frozen=True)
class Total:
    """Rows and amounts; `taken` and `rest` are what negative amounts take of what is left, and what is owed then."""

    rows: int
    earned: Decimal
    up: Decimal
    taken: Decimal
    rest: Decimal
    repaid: Decimal
    partner: Partner | None = None

    @property
    def amount(self) -> Decimal:
        """All together."""
        return self.earned + self.up - self.taken - self.rest


_EARNED = Q(reason=EntryReason.EARNINGS)
_SUMS: dict[str, Any] = {
    "rows": Count("pk"),
    "earned": Sum("amount", filter=_EARNED, default=ZERO),
    "up": Sum("amount", filter=~_EARNED & Q(amount__gt=0), default=ZERO),
    "taken": Sum(-F("amount") - F("rest"), filter=Q(amount__lt=0), default=ZERO),
    # Not under its own name: `taken` must read the column.
    "owing": Sum("rest", default=ZERO),
    "back": Sum("repaid", default=ZERO),
}


def _rows(imported: EarningsImport) -> QuerySet[EarningRow]:
    return imported.rows.exclude(state=EarningRowState.WRONG)


def _total(sums: Mapping[str, Any], partner: Partner | None = None) -> Total:
    known = {name: sums[name] for name in ("rows", "earned", "up", "taken")}
    return Total(**known, rest=sums["owing"], repaid=sums["back"], partner=partner)


def in_all(imported: EarningsImport) -> Total:
    """Of its good rows; one query."""
    return _total(_rows(imported).aggregate(**_SUMS))


def by_partner(imported: EarningsImport, after: int = 0) -> tuple[list[Total], int | None]:
    """A page of locations, in the order of their ids, behind `after`; and where the next page begins, or None."""
    grouped = (
        _rows(imported).filter(partner__gt=after).order_by("partner").values("partner").annotate(**_SUMS)
    )
    found = list(grouped[: PAGE + 1])
    partners = Partner.objects.in_bulk([one["partner"] for one in found])
    totals = [_total(one, partners[one["partner"]]) for one in found[:PAGE]]
    return totals, found[PAGE - 1]["partner"] if len(found) > PAGE else None


def every_row(imported: EarningsImport) -> Iterator[EarningRow]:
    """For the file of rows: read piece by piece."""
    rows = _rows(imported).select_related("partner", "period").order_by("line")
    return rows.iterator(2000)
