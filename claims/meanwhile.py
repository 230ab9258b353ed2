"""Several people on one draft: what a person saw, what stands by now, and what they typed.

A form carries a mark of each value as it was drawn. What only one of two people changed is kept from each;
what both changed is shown to the later one, who decides. Different lines never meet here.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from babel.dates import format_date
from django.db.models import Model
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from claims.models import Claim
from history.models import Event
from lifecycle import ActionRefused
from programs.words import date_locale

#: Fields that make sense only together: who changed one of them has changed them all.
TOGETHER = (
    ("first_day", "last_day"),
    ("service_first_day", "service_last_day"),
    ("currency", "net", "tax", "invoice_net"),
    ("hours", "rate", "cost"),
)
LENGTH = 10
CHANGED = _("Somebody else changed the same thing while you were typing. Compare, then save again.")


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
    return "\n".join(str(value).split("\r\n")).strip()


def marks(values: Mapping[str, Any]) -> str:
    """The marks of all values, as a hidden field carries them."""
    return " ".join(f"{name}:{mark(value)}" for name, value in values.items())


def read_marks(text: str) -> dict[str, str]:
    """Marks by name, out of a hidden field; what makes no sense was never seen."""
    pairs = (one.rpartition(":") for one in text.split())
    return {name: found for name, _colon, found in pairs if name}


def merge(stored: Mapping[str, Any], typed: Mapping[str, Any], seen: Mapping[str, str]) -> dict[str, Any]:
    """What is to be written: from each person what only they changed.

    stored: as it stands now, read under the lock; typed: what this person sends; seen: marks of what they saw.
    A value without a mark was not seen, and is written as it was typed. Raises Overtaken.
    """
    there = _with_company(name for name in typed if name in seen and mark(stored[name]) != seen[name])
    here = _with_company(name for name in typed if mark(typed[name]) != seen.get(name))
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


def _with_company(names: Iterable[str]) -> set[str]:
    found = set(names)
    return found.union(*(group for group in TOGETHER if found & set(group)))


@contextmanager
def told_by(claim: Claim, *parts: str, **about: Any) -> Iterator[None]:
    """Let an Overtaken say who made the newest edit of these parts; about: further parameters of its event."""
    try:
        yield
    except Overtaken as overtaken:
        overtaken.event = newest_edit(claim, *parts, **about)
        raise


def newest_edit(claim: Claim, *parts: str, **about: Any) -> Event | None:
    """The newest edit of some parts of a claim, and by whom; about: further parameters of its event."""
    wanted = {f"params__{name}": value for name, value in about.items()}
    events = Event.objects.about(claim).filter(code="claim.edit", params__what__in=parts, **wanted)
    return events.select_related("actor").last()


def in_words(value: Any) -> str:
    """A value as people read it: a day in full, nothing as a dash."""
    if isinstance(value, date):
        return format_date(value, "long", locale=date_locale(get_language() or "en"))
    return str(value) if value not in (None, "") else "–"
