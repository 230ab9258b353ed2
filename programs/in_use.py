"""What a change would touch, as the rooms above know it: such a change is refused at its field, with the reason.

A rule is a function with one sentence; form and action ask the same one, the action under its lock. A room registers
its rules once, in its AppConfig.ready(): `in_use.hold(UsagePeriod, ("first_day",), days_of_claims)`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model

from lifecycle import ActionRefused, Verdict
from lifecycle.transitions import Words

#: In place of a field's name: the whole thing is taken away.
REMOVED = "removed"


@dataclass(frozen=True)
class Change:
    """What somebody wants: `thing` as it is stored, `after` the values that would differ, by field; at: the instant."""

    thing: Any
    after: Mapping[str, Any]
    at: datetime

    def value(self, name: str) -> Any:
        """A field as it would be."""
        return self.after.get(name, getattr(self.thing, name, None))


Rule = Callable[[Change], Verdict]

_RULES: dict[tuple[type[Model], Rule], frozenset[str]] = {}


def hold(model: type[Model], fields: Iterable[str], rule: Rule) -> None:
    """From now on this rule is asked when one of these fields of such a row would change."""
    _RULES[model, rule] = frozenset(fields)


def refusals(thing: Model, after: Mapping[str, Any], at: datetime) -> dict[str, Words]:
    """By field why it cannot change like this; empty where nothing is touched. What stays as it is asks no rule."""
    change = Change(thing, _differing(thing, after), at)
    found: dict[str, Words] = {}
    for (model, rule), fields in _RULES.items():
        touched = [name for name in change.after if name in fields]
        if isinstance(thing, model) and touched and not (verdict := rule(change)):
            found.update({name: verdict.reason for name in touched if name not in found})
    return found


def refuse(thing: Model, after: Mapping[str, Any], at: datetime) -> None:
    """Raise ActionRefused with the reasons at their fields, where a rule says no."""
    if found := refusals(thing, after, at):
        raise ActionRefused(next(iter(found.values())), fields=found)


def refuse_removal(thing: Model, at: datetime) -> None:
    """Raise ActionRefused where something still needs the thing that is to be taken away."""
    if found := refusals(thing, {REMOVED: True}, at):
        raise ActionRefused(found[REMOVED])


def _differing(thing: Model, after: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in after.items() if getattr(thing, name, None) != value}
