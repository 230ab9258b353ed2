"""The catalogue of messages: each room registers what it writes to people, when it is ready.

A kind is a folder of templates/emails/ with subject.txt, body.txt, body.html and link.txt; what is
said about it here decides how it goes: again after a crash or not, at any hour or in office hours,
whether people may turn it off, whether a calendar entry goes along.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from notifications.enums import Group

if TYPE_CHECKING:
    from notifications.models import Message

#: Of these messages, the keys of those that are still owed to their reader.
Owed = Callable[[Iterable["Message"]], set[int]]


@dataclass(frozen=True)
class Kind:
    """How one kind of message goes."""

    code: str
    #: What people read in their preferences and staff in the list of what was sent.
    label: Promise
    #: Found half sent after a crash it goes again, under the same Message-ID; a reminder does not.
    must_arrive: bool = False
    #: People may turn the mail off; the notice in the portal stays.
    optional: bool = False
    #: It waits for the reader's office hours.
    office_hours: bool = False
    #: Name of the fact that holds an instant (ISO 8601) to put into a calendar; "" for none.
    calendar: str = ""
    #: Asked just before the mail goes; None: always owed.
    owed: Owed | None = None
    #: Where it stands among somebody's preferences; it says too who gets such messages.
    group: Group = Group.CLAIMS


_KINDS: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Add a room's kinds to the catalogue. Raises ValueError where two share a code."""
    for kind in kinds:
        if _KINDS.setdefault(kind.code, kind) != kind:
            raise ValueError(f"Two kinds of message are called {kind.code}.")


def kind_of(code: str) -> Kind:
    """The kind of this code. Raises KeyError for one nobody registered."""
    return _KINDS[code]


def catalogue() -> list[Kind]:
    """All kinds in the order in which they were registered."""
    return list(_KINDS.values())
