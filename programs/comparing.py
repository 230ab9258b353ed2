"""Two versions of an activity field by field: what the comparison shows, and what the history keeps of a change.

A version is read as flat facts, plain values by the place they stand in: `name.en`, `requirement/photos/minimum`,
`cap/limit/COOP/amount` (`*`: of every program). Words are put to them when they are drawn.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django.db.models import Field, Model

from programs.models import ActivityTypeVersion, Cap, Requirement
from programs.words import LANGUAGES
from programs.words_field import WordsField

VERSION = ("name", "summary", "guidance", "active", "needs_prior_approval")
REQUIREMENT = (
    "kind", "position", "label", "help", "example", "required", "accepts_files", "accepts_link",
    "accepts_text", "accepts_number", "minimum", "group", "group_minimum",
)  # fmt: skip
CAP = ("kind", "scope", "amount", "currency", "share", "persons", "persons_key", "words")
#: In place of a program's code: a cap of the catalogue itself.
EVERYWHERE = "*"

Facts = dict[str, Any]


def facts_of(version: ActivityTypeVersion) -> Facts:
    """Everything a version says. Reads what `with_rules()` fetches, and of an overriding cap its program."""
    facts = _facts(version, VERSION, "")
    facts["expense_kinds"] = _codes(version)
    for one in version.requirements.all():
        facts |= _facts(one, REQUIREMENT, f"requirement/{one.key}/")
    for cap in version.caps.all():
        place = f"cap/{cap.key}/{cap.program.code if cap.program else EVERYWHERE}/"
        facts |= _facts(cap, CAP, place) | {f"{place}expense_kinds": _codes(cap)}
    return facts


def _facts(row: Model, names: tuple[str, ...], place: str) -> Facts:
    facts: Facts = {}
    for name in names:
        value = getattr(row, name)
        if isinstance(row._meta.get_field(name), WordsField):
            facts |= {f"{place}{name}.{language}": value.get(language, "") for language in LANGUAGES}
        else:
            facts[f"{place}{name}"] = _plain(value)
    return facts


def _plain(value: Any) -> Any:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def _codes(row: ActivityTypeVersion | Cap) -> list[str]:
    return [one.code for one in row.expense_kinds.all()]


@dataclass(frozen=True)
class Change:
    """What stands in one place, before and after; None: there is no such place."""

    place: str
    before: Any
    after: Any

    @property
    def same(self) -> bool:
        return self.before == self.after


def side_by_side(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """All places of both, in the order in which the later one has them, what was taken away last."""
    places = [*after, *(place for place in before if place not in after)]
    return [Change(place, before.get(place), after.get(place)) for place in places]


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What differs. An empty value where there was nothing is no difference."""
    return [one for one in side_by_side(before, after) if not one.same and (one.before or one.after)]


def field_of(place: str) -> "Field[Any, Any]":
    """The model's field a place is of."""
    models: dict[str, type[Model]] = {"requirement": Requirement, "cap": Cap}
    model = models.get(place.split("/", 1)[0], ActivityTypeVersion)
    name = place.rsplit("/", 1)[-1].split(".", maxsplit=1)[0]
    return cast("Field[Any, Any]", model._meta.get_field(name))
