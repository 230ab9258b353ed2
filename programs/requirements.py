"""Which requirements of an activity are still open (R5), as a plain function over the catalogue's rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from programs.enums import RequirementKind

if TYPE_CHECKING:
    from programs.models import Requirement


@dataclass(frozen=True)
class Unmet:
    """One gap: `missing` more are needed of the requirement, or of the group that stand in for each other."""

    requirements: tuple["Requirement", ...]
    missing: int

    @property
    def is_group(self) -> bool:
        return len(self.requirements) > 1


def unmet(requirements: Iterable["Requirement"], given: Mapping[str, int]) -> list[Unmet]:
    """The gaps, in the catalogue's order.

    given: how many files, links and texts there are for each requirement's key. Core
    requirements ask for nothing to be handed in. An optional one counts once it is begun.
    """
    asked = [one for one in requirements if one.kind != RequirementKind.CORE]
    return [*_single_gaps(asked, given), *_group_gaps(asked, given)]


def _single_gaps(asked: list["Requirement"], given: Mapping[str, int]) -> list[Unmet]:
    gaps = [
        (one, one.minimum - given.get(one.key, 0)) for one in asked if one.required or given.get(one.key, 0)
    ]
    return [Unmet((one,), missing) for one, missing in gaps if missing > 0]


def _group_gaps(asked: list["Requirement"], given: Mapping[str, int]) -> list[Unmet]:
    grouped = sorted((one for one in asked if one.group), key=lambda one: one.group)
    gaps = []
    for _group, members in groupby(grouped, key=lambda one: one.group):
        row = tuple(members)
        missing = row[0].group_minimum - sum(1 for one in row if given.get(one.key, 0))
        if missing > 0:
            gaps.append(Unmet(row, missing))
    return gaps
