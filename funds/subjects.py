"""How the rooms above name what an entry is about: this room knows a kind and an id, nothing else.

A room registers once, in its AppConfig.ready():
`subjects.name_by("claim", names_of_claims)`; the function gets all ids of a page at
once and the reader, and leaves out what that person may not see.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Named:
    """A thing by name, and where its page is ("" where it has none)."""

    label: str
    url: str = ""


Naming = Callable[[set[int], Any], dict[int, Named]]

_NAMINGS: dict[str, Naming] = {}


def name_by(kind: str, naming: Naming) -> None:
    """From now on subjects of this kind are named by this function."""
    _NAMINGS[kind] = naming


def names(subjects: Iterable[tuple[str, int | None]], user: Any) -> dict[tuple[str, int], Named]:
    """The names of (kind, id) pairs, as far as the reader may know them; one call for each kind."""
    by_kind: dict[str, set[int]] = {}
    for kind, pk in subjects:
        if pk is not None:
            by_kind.setdefault(kind, set()).add(pk)
    return {
        (kind, pk): named
        for kind, ids in by_kind.items()
        if kind in _NAMINGS
        for pk, named in _NAMINGS[kind](ids, user).items()
    }
