"""Several people at one form: what a person saw, what stands by now, and what they typed.

A form carries a mark of each value as it was drawn (`forms/several.py`). What only one of two people changed is kept
from each; what both changed is shown to the later one, who decides.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from babel.dates import format_date
from django.db.models import Model
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from history.models import Event
from lifecycle import ActionRefused
from programs.words import date_locale

LENGTH = 10
CHANGED = _("Somebody else changed the same thing while you were typing. Compare, then save again.")
REMOVED = _("Somebody else removed this meanwhile. What you typed is kept; save again to add it anew.")


class Overtaken(ActionRefused):
    """The same thing was changed by two people. Nothing was written.

    both: the fields of the conflict; stored: every value as it stands now; event: the newest edit, if known.
    """

    event: Event | None = None

    def __init__(self, both: Iterable[str], stored: Mapping[str, Any]) -> None:
        self.both, self.stored = tuple(both), dict(stored)
        super().__init__(CHANGED)


def mark(value: Any) -> str:
    """A short print of a value: equal values have equal marks, however they were written."""
    return sha256(_plain(value).encode()).hexdigest()[:LENGTH]


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "sha256"):  # a file, stored or on its way
        return str(value.sha256)
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, Mapping):  # words, in any order of their languages
        return "\n".join(f"{key}: {_plain(value[key])}" for key in sorted(value))
    return "\n".join(str(value).split("\r\n")).strip()


def marks(values: Mapping[str, Any]) -> str:
    """The marks of all values, as a hidden field carries them."""
    return " ".join(f"{name}:{mark(value)}" for name, value in values.items())


def read_marks(text: str) -> dict[str, str]:
    """Marks by name, out of a hidden field; what makes no sense was never seen."""
    pairs = (one.rpartition(":") for one in text.split())
    return {name: found for name, _colon, found in pairs if name}


def merge(
    stored: Mapping[str, Any],
    typed: Mapping[str, Any],
    seen: Mapping[str, str],
    together: Iterable[Iterable[str]] = (),
) -> dict[str, Any]:
    """What is to be written: from each person what only they changed.

    stored: as it stands now, read under the lock; typed: what this person sends; seen: marks of what they saw.
    together: fields that make sense only in company: who changed one of a group has changed them all.
    A value without a mark was not seen, and is written as it was typed. Raises Overtaken.
    """
    there = _with_company(
        (name for name in typed if name in seen and mark(stored[name]) != seen[name]), together
    )
    here = _with_company((name for name in typed if mark(typed[name]) != seen.get(name)), together)
    differs = {name for name in typed if mark(typed[name]) != mark(stored[name])}
    if both := there & here & differs:
        raise Overtaken([name for name in typed if name in both], stored)
    return {name: value if name in here else stored[name] for name, value in typed.items()}


def require_same(stored: Mapping[str, Any], seen: Mapping[str, str]) -> None:
    """For an act upon a whole, such as signing it: raise Overtaken where anything is not as it was seen."""
    nothing = mark(None)
    names = dict.fromkeys([*stored, *seen])
    both = [name for name in names if mark(stored.get(name)) != seen.get(name, nothing)]
    if both:
        raise Overtaken(both, {name: stored.get(name) for name in names})


def _with_company(names: Iterable[str], together: Iterable[Iterable[str]]) -> set[str]:
    found = set(names)
    return found.union(*(group for group in together if found & set(group)))


def in_words(value: Any) -> str:
    """A value as people read it: a day in full, nothing as a dash."""
    if isinstance(value, date):
        return format_date(value, "long", locale=date_locale(get_language() or "en"))
    return str(value) if value not in (None, "") else "–"
