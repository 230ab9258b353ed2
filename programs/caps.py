"""What an activity may be reimbursed at most (R12), as plain functions over the catalogue's rows."""

from decimal import Decimal
from typing import TYPE_CHECKING

from programs.enums import CapKind
from programs.money import quantise

if TYPE_CHECKING:
    from programs.models import ActivityTypeVersion, Cap, Program


def caps_in_force(version: "ActivityTypeVersion", program: "Program") -> list["Cap"]:
    """The caps that hold for the version in this program: its own replace the catalogue's of the same key.

    Reads `version.caps`; prefetch it (`with_rules()`) where many versions are drawn.
    """
    chosen: dict[str, Cap] = {}
    for cap in version.caps.all():
        own = cap.program_id == program.pk
        if own or (cap.program_id is None and cap.key not in chosen):
            chosen[cap.key] = cap
    return [cap for cap in chosen.values() if cap.kind != CapKind.LIFTED]


def ceiling(cap: "Cap", program: "Program", *, earned: Decimal, persons: int = 0) -> Decimal:
    """The most that may be held and approved under a cap, in the program's currency.

    earned: EARN + ADJUST of the fund; persons: what the figure `cap.persons_key` says,
    never counted beyond `cap.persons`. Raises ValueError for an amount in another
    currency than the program's: the catalogue's check keeps those out.
    """
    if cap.currency and cap.currency != program.currency:
        raise ValueError(f"Cap {cap.key} is in {cap.currency}, program {program.code} in {program.currency}")
    amount, share = cap.amount or Decimal(0), (cap.share or Decimal(0)) * earned
    limits = {
        CapKind.FIXED: amount,
        CapKind.SHARE_OF_EARNED: share,
        CapKind.LARGER_OF: max(amount, share),
        CapKind.PER_PERSON: amount * min(persons, cap.persons or 0),
    }
    return quantise(limits[CapKind(cap.kind)], program.currency)
