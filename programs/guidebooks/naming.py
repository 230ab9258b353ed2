"""Which chapters name an activity: those that link to its page in a text of the guidebook."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from programs.guidebooks.holding import in_force_for_reader
from programs.guidebooks.markdown import ACTIVITY
from programs.guidebooks.reading import Reading, reading_of
from programs.models import Program


@dataclass(frozen=True)
class Naming:
    """The place in a program's guidebook where an activity is named: the section, or the chapter's beginning."""

    program: Program
    title: str
    url: str


def named_for(user: Any, at: datetime) -> dict[str, list[Naming]]:
    """By code of an activity where the guidebooks of a person's programs that are in force name it."""
    return namings(reading_of(one) for one in in_force_for_reader(user, at))


def namings(readings: Iterable[Reading]) -> dict[str, list[Naming]]:
    """By code of an activity where it is named first in each guidebook."""
    found: dict[str, list[Naming]] = {}
    for reading in readings:
        for code, naming in _in_one(reading).items():
            found.setdefault(code, []).append(naming)
    return found


def _in_one(reading: Reading) -> dict[str, Naming]:
    found: dict[str, Naming] = {}
    for chapter in reading.chapters:
        for section in chapter.sections:
            url = f"{chapter.url}#{section.anchor}"
            naming = Naming(reading.guidebook.program, section.title or chapter.title, url)
            for code in filter(None, map(ACTIVITY.match, section.links)):
                found.setdefault(code[1], naming)
    return found
