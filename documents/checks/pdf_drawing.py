"""Drawings inside drawings: ten levels that each draw the next ten times make one page of ten thousand million.

Such a file is small and breaks no limit before somebody looks at its page; so it is counted here, not drawn.
"""

import re
from collections import Counter
from collections.abc import Iterable

import pikepdf

from documents.checks import codes
from documents.checks.codes import refuse_if

#: How a drawing asks for another: by its name among the resources.
_DRAW = re.compile(rb"/([^\s/\[\]()<>{}%]{1,127})\s+Do\b")
MAX_DRAWN = 100_000
MAX_DEPTH = 30
#: A name cut in two by the end of a piece is found with the next one.
OVERLAP = 200

Key = tuple[int, int]


class Drawing:
    """Which drawing asks how often for which other."""

    def __init__(self) -> None:
        self.asks: dict[Key, Counter[Key]] = {}
        self._drawn: dict[Key, int] = {}

    def add(self, stream: pikepdf.Stream, pieces: Iterable[bytes]) -> int:
        """Take note of one stream's content; returns its size."""
        others = _drawings(stream) if str(stream.get("/Subtype")) == "/Form" else {}
        asked: Counter[Key] = Counter()
        size, rest = 0, b""
        for piece in pieces:
            size += len(piece)
            if others:
                names, rest = _asked_for(rest + piece)
                asked.update(others[name] for name in names if name in others)
        if others:
            asked.update(others[name] for name in _DRAW.findall(rest) if name in others)
            self.asks[stream.objgen] = asked
        return size

    def check(self) -> None:
        """Raise Refused where one drawing draws itself, or too many others."""
        for key in self.asks:
            refuse_if(self._count(key, 0) > MAX_DRAWN, codes.TOO_COMPLEX)

    def _count(self, key: Key, depth: int) -> int:
        refuse_if(depth > MAX_DEPTH, codes.TOO_COMPLEX)
        if key not in self._drawn:
            asked = self.asks.get(key, Counter())
            self._drawn[key] = 1 + sum(n * self._count(other, depth + 1) for other, n in asked.items())
        return self._drawn[key]


def _asked_for(data: bytes) -> tuple[list[bytes], bytes]:
    """The names asked for in all of the data but its end, and that end."""
    whole, rest = data[:-OVERLAP], data[-OVERLAP:]
    names = []
    for found in _DRAW.finditer(data):
        if found.start() < len(whole):
            names.append(found[1])
            rest = data[max(found.end(), len(whole)) :]
    return names, rest


def _drawings(stream: pikepdf.Stream) -> dict[bytes, Key]:
    """The other drawings among a drawing's resources, by name."""
    resources = stream.get("/Resources")
    named = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(named, pikepdf.Dictionary):
        return {}
    return {
        name[1:].encode(): thing.objgen
        for name, thing in named.items()
        if isinstance(thing, pikepdf.Stream) and str(thing.get("/Subtype")) == "/Form"
    }
