"""What payers look at first: by program what is ready, what only gathers, what is on hold and why."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from claims.enums import PaymentHold, PaymentState
from claims.models import Claim
from payments.due import ZERO
from payments.standing import Place, Standing, places_of
from programs.models import Program


@dataclass
class Sum:
    """So many claims with so much to be paid, in the program's currency."""

    claims: int = 0
    amount: Decimal = ZERO

    def add(self, one: Standing) -> None:
        """Count one more."""
        self.claims += 1
        self.amount += one.amount


@dataclass
class ProgramSums:
    """Of one program; `holds` by reason, in the order of the reasons."""

    program: Program
    ready: Sum = field(default_factory=Sum)
    gathering: Sum = field(default_factory=Sum)
    failed: Sum = field(default_factory=Sum)
    by_reason: dict[str, Sum] = field(default_factory=lambda: defaultdict(Sum))

    @property
    def holds(self) -> list[tuple[PaymentHold, Sum]]:
        return [(reason, self.by_reason[reason]) for reason in PaymentHold if reason in self.by_reason]

    def add(self, one: Standing) -> None:
        """Count a claim where it stands; what is on the way to the bank stands with its batch."""
        if one.state == PaymentState.ON_HOLD:
            self.by_reason[one.reason].add(one)
        elif one.gathers:
            self.gathering.add(one)
        elif one.state == PaymentState.READY:
            self.ready.add(one)
        elif one.state == PaymentState.FAILED:
            self.failed.add(one)


def sums_of(programs: Sequence[Program], at: datetime) -> list[ProgramSums]:
    """Of each program; as many queries for a thousand claims as for one."""
    sums = {program.pk: ProgramSums(program) for program in programs}
    for place in places_of(Claim.objects.unpaid().filter(program__in=programs), at):
        for one in place.standings:
            sums[place.program.pk].add(one)
    return list(sums.values())


def standings_of(claims: Iterable[Claim], at: datetime) -> list[Standing]:
    """How some claims stand, in their order, each among all of its location: for one page of a list."""
    claims = list(claims)
    pairs = {(claim.partner_id, claim.program_id) for claim in claims}
    around = Claim.objects.unpaid().filter(
        partner__in={partner for partner, _program in pairs}, program__in={program for _, program in pairs}
    )
    found = {one.claim.pk: one for place in places_of(around, at) for one in place.standings}
    said = (found.get(claim.pk) or Standing(claim, (), PaymentState(claim.payment_state)) for claim in claims)
    return list(said)


def gathered(places: Iterable[Place]) -> list[Standing]:
    """All standings of some places."""
    return [one for place in places for one in place.standings]
