"""What people do in a program and in which role: said by the rooms above, out of their own tables.

A room registers once, in its AppConfig.ready(): `say_by(10, duties)`; nothing is typed here, so that this page
and the tables never say different things.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from accounts.enums import PartnerRole
from lifecycle.transitions import Words
from programs.enums import VendorRole
from programs.models import Program


@dataclass(frozen=True)
class Duty:
    """Something that is done, and the roles that may do it, by their codes (PartnerRole, VendorRole)."""

    words: Words
    roles: frozenset[str]


@dataclass(frozen=True)
class RoleDuties:
    """A role by name, whether it is one of the partner's, and what it does, in the order of the work."""

    label: Words
    ours: bool
    duties: list[Words]


Saying = Callable[[Program], Iterable[Duty]]

_SAYINGS: dict[int, Saying] = {}


def say_by(place: int, saying: Saying) -> None:
    """From now on this function says some of the duties; the lower its place, the earlier."""
    _SAYINGS[place] = saying


def duties_in(program: Program) -> list[RoleDuties]:
    """Every role with what it may do in the program; a role without any reads only."""
    said = [duty for _place, saying in sorted(_SAYINGS.items()) for duty in saying(program)]
    return [
        RoleDuties(role.label, isinstance(role, VendorRole), [one.words for one in said if role in one.roles])
        for role in (*PartnerRole, *VendorRole)
    ]
