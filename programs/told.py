"""The history of a program in the reader's language: what was done, by whom, and each changed field before and after.

Whoever records events on a program (or its usage periods) registers their words once, in AppConfig.ready():
`told.say("funds.earnings_taken", _("Earnings of %(count)s locations taken in."))`, or a function of the event's
parameters and the program. What nobody put into words is shown by its code.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from history.models import Event
from lifecycle.transitions import Words
from programs.models import Program, UsagePeriod


class Changed(NamedTuple):
    """A field that was changed, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Said:
    """An event in words: a sentence, what was said with it, and what was changed."""

    title: str
    more: str = ""
    changes: list[Changed] = field(default_factory=list)


Saying = Callable[[Mapping[str, Any], Program], Said]

_SAYINGS: dict[str, Saying | Words] = {}


def say(code: str, saying: Saying | Words) -> None:
    """From now on events of this code read like this: a sentence with named parameters, or a function."""
    _SAYINGS[code] = saying


def known() -> set[str]:
    """The codes that have words."""
    return set(_SAYINGS)


@dataclass(frozen=True)
class Entry:
    """One line of the history."""

    said: Said
    who: str
    at: datetime


def events_of(program: Program) -> QuerySet[Event]:
    """Everything recorded on a program and its usage periods."""
    periods = UsagePeriod.objects.filter(program=program).values("pk")
    own = Q(subject_kind=Program.SUBJECT_KIND, subject_id=program.pk)
    return Event.objects.filter(
        own | Q(subject_kind=UsagePeriod.SUBJECT_KIND, subject_id__in=periods)
    ).for_reading()


def entries(events: Iterable[Event], program: Program) -> list[Entry]:
    """The events as they are read, in their order; none asks the database."""
    return [Entry(in_words(one, program), _who(one), one.at) for one in events]


def in_words(event: Event, program: Program) -> Said:
    """One event in the reader's language."""
    saying = _SAYINGS.get(event.code, event.code)
    if callable(saying):
        return saying(event.params, program)
    return Said(str(saying) % event.params)


def _who(event: Event) -> str:
    return str(event.actor) if event.actor else _("The portal")
