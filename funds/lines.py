"""What becomes of an amount that comes into a fund or is taken from it (R11), worked out without the database.

A line are all funds of a location in a program, with what they still owe as recoveries. The ledger posts what is
worked out here, a dry run only shows it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(eq=False)
class Owed:
    """A recovery that periods later than `first_day` pay back; `row` is the stored one, where there is one."""

    first_day: date
    outstanding: Decimal
    row: Any = None


@dataclass(frozen=True)
class Taken:
    """So much of a fund pays back a recovery."""

    fund: int
    amount: Decimal
    owed: Owed


@dataclass(frozen=True)
class Outcome:
    """What a fund bore of an amount, the recovery the rest became, and what was then taken for recoveries."""

    borne: Decimal
    rest: Owed | None
    taken: list[Taken]

    @property
    def repaid(self) -> Decimal:
        """What was taken for recoveries, in all."""
        return sum((one.amount for one in self.taken), Decimal(0))


class Line:
    """Funds by their keys: the first day of their periods, and what is left in each; amounts of one currency."""

    def __init__(
        self, first_days: Mapping[int, date], left: Mapping[int, Decimal], owed: Iterable[Owed]
    ) -> None:
        self._first_days, self.left = dict(first_days), dict(left)
        self._owed = list(owed)
        self._in_order = sorted(self.left, key=self._first_days.__getitem__)

    def begin(self, fund: int, first_day: date) -> None:
        """A fund that does not exist yet; where it does, nothing changes."""
        if fund not in self.left:
            self._first_days[fund], self.left[fund] = first_day, Decimal(0)
            self._in_order = sorted(self.left, key=self._first_days.__getitem__)

    def bring_in(self, fund: int, amount: Decimal) -> Outcome:
        """A negative amount takes what is left, the rest is owed; then later periods pay back, the nearest first."""
        borne = max(amount, -self.left[fund])
        self.left[fund] += borne
        rest = Owed(self._first_days[fund], borne - amount) if borne != amount else None
        if rest:
            self._owed.append(rest)
        return Outcome(borne, rest, self._settle())

    def _settle(self) -> list[Taken]:
        found = []
        for fund in self._in_order if self._owed else ():
            for owed in self._owed:
                part = min(owed.outstanding, self.left[fund])
                if owed.first_day < self._first_days[fund] and part > 0:
                    self.left[fund] -= part
                    owed.outstanding -= part
                    found.append(Taken(fund, part, owed))
        self._owed = [one for one in self._owed if one.outstanding]
        return found
