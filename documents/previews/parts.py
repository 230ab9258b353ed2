"""Reading XML that a stranger wrote: no DTD, in small steps, ended by whoever has read enough."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

STEP = 64 * 1024
#: Steps of one part that are read at most.
MAX_STEPS = 200


class UnreadableError(Exception):
    """Not XML, or XML with a DTD."""


@dataclass(frozen=True)
class Start:
    """An element begins; names without their namespaces."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class End:
    """An element ends."""

    name: str


@dataclass(frozen=True)
class Text:
    """Characters between."""

    data: str


Happening = Start | End | Text


def happenings(part: BinaryIO) -> Iterator[Happening]:
    """What stands in an XML file, in its order. Raises UnreadableError."""
    found: list[Happening] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, attributes: found.append(Start(_local(name), attributes))
    parser.EndElementHandler = lambda name: found.append(End(_local(name)))
    parser.CharacterDataHandler = lambda data: found.append(Text(data))
    for _step in range(MAX_STEPS):
        data = part.read(STEP)
        try:
            parser.Parse(data, not data)
        except (expat.ExpatError, ValueError) as error:
            raise UnreadableError from error
        yield from found
        found.clear()
        if not data:
            return


def leaves(part: BinaryIO) -> Iterator[tuple[list[str], str]]:
    """Each element that holds text, as the path to it from the root, with that text."""
    path: list[str] = []
    text = ""
    for one in happenings(part):
        match one:
            case Start(name):
                path.append(name)
                text = ""
            case Text(data):
                text += data
            case End():
                if text.strip():
                    yield list(path), text.strip()
                text = ""
                path.pop()


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse(*declaration: object) -> None:
    raise ValueError("A document type is declared.")
