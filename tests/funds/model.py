"""R11 in plain Python: one fund, and an import of earnings that may be taken back as a whole."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from tests.factories.funds import Subject
from tests.funds.sums import FIGURES


class Model:
    """What one fund's totals are, and what is held, approved and paid for each claim."""

    def __init__(self, deadline) -> None:
        self.totals = dict.fromkeys(FIGURES, Decimal(0))
        self.held, self.approved, self.paid = (defaultdict(Decimal) for _ in range(3))
        self.deadline = deadline
        #: The earning period was closed: nothing is brought in any more.
        self.closed = False
        #: Claims in the order in which they took of the fund.
        self.holds: list[Subject] = []

    @property
    def left(self) -> Decimal:
        t = self.totals
        return t["earned"] + t["adjusted"] - t["held"] - t["approved"] - t["forfeited"]

    @property
    def available(self) -> Decimal:
        return self.totals["earned"] + self.totals["adjusted"]

    def move(self, **by: Decimal) -> None:
        for figure, amount in by.items():
            self.totals[figure] += amount

    def unpaid(self, claim: Subject) -> Decimal:
        return self.approved[claim] - self.paid[claim]

    def hold(self, claim: Subject, amount: Decimal) -> None:
        self.move(held=amount)
        self.held[claim] += amount
        self.holds.append(claim)

    def release(self, claim: Subject, amount: Decimal, *, late: bool) -> None:
        """late: after the deadline, where it is forfeited at once."""
        self.held[claim] -= amount
        self.move(held=-amount, forfeited=amount if late else Decimal(0))

    def approve(self, claim: Subject, amount: Decimal) -> None:
        self.held[claim] -= amount
        self.approved[claim] += amount
        self.move(held=-amount, approved=amount)

    def pay(self, claim: Subject, amount: Decimal) -> None:
        """Less than nothing where a payment came back."""
        self.paid[claim] += amount
        self.move(paid=amount)

    def uses_since(self, count: int) -> bool:
        """Whether a claim that took of it after so many holds still has something of it."""
        return any(self.held[claim] + self.approved[claim] > 0 for claim in self.holds[count:])


@dataclass
class Imported:
    """An applied import: by fund what came in, and how many holds there were before."""

    pk: int
    came_in: dict[str, Decimal] = field(default_factory=dict)
    holds_before: dict[str, int] = field(default_factory=dict)
    #: Something of it became a recovery, or paid one back: that stays.
    touched_recoveries: bool = False
    taken_back: bool = False

    def add(self, name: str, model: Model, borne: Decimal) -> None:
        if borne:
            self.came_in[name] = self.came_in.get(name, Decimal(0)) + borne
            self.holds_before.setdefault(name, len(model.holds))

    def may_be_taken_back(self, models: dict[str, Model]) -> bool:
        return not self.touched_recoveries and all(
            models[name].left >= amount
            and not models[name].uses_since(self.holds_before[name])
            and not models[name].closed
            for name, amount in self.came_in.items()
        )
