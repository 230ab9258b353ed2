"""What a location's people read about their money on its way: early, with what mends it (R17)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from accounts.models import Partner
from claims.enums import UNDERWAY, PaymentState
from payments.due import ZERO
from payments.standing import Place, Standing, of_location, places_of
from programs.models import Program


@dataclass(frozen=True)
class OwnPlace:
    """A location in one program, as its people see it."""

    place: Place

    @property
    def program(self) -> Program:
        return self.place.program

    @property
    def shown(self) -> list[Standing]:
        """Something is to be paid, or on the way."""
        return [one for one in self.place.standings if one.lines or one.state in UNDERWAY]

    @property
    def held(self) -> list[Standing]:
        """What somebody has to mend, the partner or we."""
        return [one for one in self.place.standings if one.hold and not one.gathers]

    @property
    def ready(self) -> list[Standing]:
        return [one for one in self.place.standings if one.state == PaymentState.READY]

    @property
    def gathering(self) -> list[Standing]:
        return [one for one in self.place.standings if one.gathers]

    @property
    def on_the_way(self) -> list[Standing]:
        return [one for one in self.place.standings if one.state in UNDERWAY]

    @property
    def missing(self) -> Decimal:
        """How much the sums lack to the program's minimum."""
        return next((one.missing for one in self.gathering), ZERO)

    @property
    def sums(self) -> dict[str, Decimal]:
        """What is held, ready and gathers, in the program's currency."""
        parts = {"held": self.held, "ready": self.ready, "gathering": self.gathering}
        return {name: sum((one.amount for one in those), ZERO) for name, those in parts.items()}


def own_places(user: Any, partner: Partner, at: datetime) -> Sequence[OwnPlace]:
    """By program the person may use there, what is to be paid; so many queries, however many claims."""
    programs = Program.objects.for_partner(user, partner)
    places = places_of(of_location(partner).filter(program__in=programs), at)
    return [own for one in places if (own := OwnPlace(one)).shown]
