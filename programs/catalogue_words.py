"""Comparisons and the history of the catalogue in the reader's language."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from babel.numbers import format_decimal
from django.db.models import BooleanField, DecimalField
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from history.models import Event
from programs.comparing import EVERYWHERE, Change, Facts, field_of, side_by_side
from programs.models import ActivityType, ActivityTypeVersion, ExpenseKind
from programs.money import format_share
from programs.words import LANGUAGE_NAMES, LANGUAGES, Words, day_in_words

NOTHING = "–"
EVENTS = {
    "programs.activity_added": gettext_lazy("New activity, with a draft of %(version)s"),
    "programs.draft_copied": gettext_lazy("Draft of %(version)s, copied from %(origin)s"),
    "programs.draft_changed": gettext_lazy("Draft of %(version)s changed"),
    "programs.draft_deleted": gettext_lazy("Draft of %(version)s deleted"),
    "programs.publishing_planned": gettext_lazy("Publishing of %(version)s planned for %(day)s"),
    "programs.publishing_called_off": gettext_lazy("Publishing of %(version)s called off"),
    "programs.version_published": gettext_lazy("Version %(version)s published"),
}


def version_name(year: int, revision: int) -> str:
    """ "fiscal year 2028", from the second on "fiscal year 2028, revision 2"."""
    words = _("fiscal year %(year)s") if revision == 1 else _("fiscal year %(year)s, revision %(revision)s")
    return words % {"year": year, "revision": revision}


def texts_of(version: ActivityTypeVersion) -> list[tuple[str, Words]]:
    """The version's own texts in every language, with their labels."""
    return [
        (field_in_words(name), _ordered(getattr(version, name))) for name in ("name", "summary", "guidance")
    ]


def _ordered(words: Words) -> Words:
    return {language: words.get(language, "") for language in LANGUAGES if words}


@dataclass(frozen=True)
class Line:
    """One field, before and after, in words; how: in which way they differ."""

    label: str
    before: str
    after: str
    how: str
    #: A whole requirement or cap that came or went: its fields are not told one by one.
    whole: bool = False


@dataclass(frozen=True)
class Section:
    """The version itself, one requirement, or one cap."""

    title: str
    how: str
    lines: list[Line]


SAME = pgettext_lazy("comparison", "Same")
ADDED = pgettext_lazy("comparison", "Added")
REMOVED = pgettext_lazy("comparison", "Removed")
CHANGED = pgettext_lazy("comparison", "Changed")


def sections(before: Facts, after: Facts) -> list[Section]:
    """Two versions side by side: each part that differs, with its differing fields. One query."""
    kinds = _kind_names()
    found = []
    for part, rows in groupby(
        sorted(side_by_side(before, after), key=_order), key=lambda one: part_of(one.place)
    ):
        of_part = list(rows)
        how = _how_part(of_part)
        lines = [_line(one, kinds) for one in of_part if not one.same and (one.before or one.after)]
        if lines:
            found.append(Section(part_in_words(part), str(how), lines))
    return found


def _order(change: Change) -> tuple[int, str]:
    part = part_of(change.place)
    return ("", "requirement", "cap").index(part.split("/")[0]), part


def _how_part(rows: list[Change]) -> Any:
    if all(one.before is None for one in rows):
        return ADDED
    if all(one.after is None for one in rows):
        return REMOVED
    return CHANGED


def part_of(place: str) -> str:
    """ "requirement/photos" of "requirement/photos/label.en"; "" for the version's own fields."""
    return place.rpartition("/")[0]


def part_in_words(part: str) -> str:
    """What a part is called on pages."""
    if not part:
        return _("Activity")
    kind, *keys = part.split("/")
    if kind == "requirement":
        return _("Requirement “%(key)s”") % {"key": keys[0]}
    if keys[1] == EVERYWHERE:
        return _("Cap “%(key)s”") % {"key": keys[0]}
    return _("Cap “%(key)s” of the program %(program)s") % {"key": keys[0], "program": keys[1]}


def field_in_words(place: str) -> str:
    """A field, and of words the language."""
    label = capfirst(str(field_of(place).verbose_name))
    language = place.rsplit("/", 1)[-1].partition(".")[2]
    return f"{label} ({LANGUAGE_NAMES[language]})" if language else label


def _line(change: Change, kinds: Mapping[str, str]) -> Line:
    before, after = (_value(change.place, value, kinds) for value in (change.before, change.after))
    how = ADDED if not change.before and change.before is not False else CHANGED
    how = REMOVED if not change.after and change.after is not False else how
    return Line(field_in_words(change.place), before, after, str(how))


def _value(place: str, value: Any, kinds: Mapping[str, str]) -> str:
    if not value and value is not False and value != 0:
        return NOTHING
    field, language = field_of(place), get_language() or "en"
    if isinstance(value, list):
        return ", ".join(kinds.get(one, one) for one in value)
    if isinstance(field, BooleanField):
        return _("Yes") if value else _("No")
    if isinstance(field, DecimalField):
        if field.name == "share":
            return format_share(Decimal(value), language)
        return format_decimal(Decimal(value), locale=language.replace("-", "_"))
    choices = dict(getattr(field, "flatchoices", []))
    return str(choices.get(value, value))


def _kind_names() -> dict[str, str]:
    return {one.code: str(one) for one in ExpenseKind.objects.all()}


@dataclass(frozen=True)
class Entry:
    """One line of an activity's history."""

    said: str
    who: str
    at: datetime
    lines: list[Line]


def history_of(activity: ActivityType) -> list[Entry]:
    """What happened to the activity's versions, newest first, each change with before and after. Two queries."""
    kinds = _kind_names()
    events = Event.objects.about(activity).select_related("actor")
    return [_entry(one, kinds) for one in reversed(events) if one.code in EVENTS]


def _entry(event: Event, kinds: Mapping[str, str]) -> Entry:
    params = event.params
    origin = version_name(params.get("from_year", 0), params.get("from_revision", 1))
    day = day_in_words(date.fromisoformat(params["day"])) if "day" in params else ""
    said = str(EVENTS[event.code]) % {
        "version": version_name(params["year"], params["revision"]),
        "origin": origin,
        "day": day,
    }
    who = str(event.actor) if event.actor else _("The portal, on the planned day")
    return Entry(said, who, event.at, list(_said_changes(params.get("changes", []), kinds)))


def _said_changes(changed: Iterable[dict[str, Any]], kinds: Mapping[str, str]) -> Iterator[Line]:
    rows = [Change(**one) for one in changed]
    for part, found in groupby(rows, key=lambda one: part_of(one.place)):
        of_part, name = list(found), part_in_words(part)
        if part and (how := _how_part(of_part)) != CHANGED:
            yield Line(name, NOTHING, NOTHING, str(how), whole=True)
            continue
        for line in (_line(one, kinds) for one in of_part):
            yield replace(line, label=f"{name}: {line.label}" if part else line.label)
