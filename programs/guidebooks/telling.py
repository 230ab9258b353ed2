"""What happened to a guidebook, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from history.models import Event
from programs.models import Guidebook, Program
from programs.words import day_in_words, in_language

EVENTS = {
    "guidebook.started": gettext_lazy("Draft begun from %(source)s."),
    "guidebook.chapter_added": gettext_lazy("Chapter “%(title)s” added."),
    "guidebook.chapter_changed": gettext_lazy("Chapter “%(title)s” changed."),
    "guidebook.chapter_moved": gettext_lazy("Chapter “%(title)s” moved."),
    "guidebook.chapter_removed": gettext_lazy("Chapter “%(title)s” removed."),
    "guidebook.note_changed": gettext_lazy("Note of what changed written."),
    "guidebook.published": gettext_lazy("Published. Takes effect on %(effective_from)s."),
    "guidebook.discarded": gettext_lazy("Draft discarded: %(version)s."),
}
TONES = {"guidebook.published": "success", "guidebook.discarded": "danger"}


@dataclass(frozen=True)
class Entry:
    """One line of the timeline."""

    words: str
    who: str
    at: datetime
    tone: str


def timeline(events: Iterable[Event]) -> list[Entry]:
    """The acts in words, the newest first. Reads `actor` of each event."""
    entries = [
        Entry(_sentence(one), str(one.actor), one.at, TONES.get(one.code, "neutral")) for one in events
    ]
    return entries[::-1]


def discarded(program: Program) -> list[Entry]:
    """The drafts of a program that were thrown away, the newest first."""
    events = Event.objects.filter(subject_kind="guidebook", code="guidebook.discarded")
    return timeline(events.filter(params__program=program.pk).select_related("actor").order_by("at"))


def _sentence(event: Event) -> str:
    known: dict[str, Any] = event.params
    facts = {
        "title": in_language(known.get("title")) or known.get("chapter", ""),
        "source": version_name(known["source"]) if known.get("source") else _("nothing"),
        "version": version_name(known["version"]) if known.get("version") else "",
    }
    if day := known.get("effective_from"):
        facts["effective_from"] = day_in_words(date.fromisoformat(day))
    return str(EVENTS[event.code]) % facts


def version_name(version: list[int]) -> str:
    """A version's name by its year and number."""
    year, revision = version
    return Guidebook(fiscal_year=year, revision=revision).name
