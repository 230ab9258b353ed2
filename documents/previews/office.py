"""What all office files share: a ZIP of XML parts."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from documents.previews.drawn import MAX_TEXT, Drawn, readable
from documents.previews.parts import End, Start, Text, UnreadableError, happenings, leaves

APP = "docProps/app.xml"
CORE = "docProps/core.xml"

Facts = dict[str, Any]


def described(file: BinaryIO, look: Callable[[zipfile.ZipFile], Facts]) -> Drawn:
    """The facts `look` finds in a package; nothing where it cannot be read."""
    try:
        with zipfile.ZipFile(file) as package:
            return Drawn(facts={"title": title(package)} | look(package))
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        KeyError,
        ValueError,
        UnreadableError,
    ):
        return Drawn()


@contextmanager
def part(package: zipfile.ZipFile, name: str) -> Iterator[Any]:
    """One part, opened. Raises KeyError where there is none."""
    with package.open(name) as opened:
        yield opened


def title(package: zipfile.ZipFile) -> str:
    """What its author called it; who that was is nobody's business."""
    return next((text[:150] for path, text in _leaves(package, CORE) if path[-1] == "title"), "")


def counted(package: zipfile.ZipFile, **names: str) -> Facts:
    """Whole numbers the writing program noted down: by key the element's name. As the file says."""
    keys = {element: key for key, element in names.items()}
    return {
        keys[path[-1]]: int(text[:9])
        for path, text in _leaves(package, APP)
        if path[-1] in keys and text.isdecimal()
    }


def text_of(opened: BinaryIO, *, inside: str = "t", ends: tuple[str, ...] = ("p",)) -> str:
    """The text of a part: what stands in elements `inside`, a new line after each of `ends`. Bounded."""
    found: list[str] = []
    size, reading = 0, False
    for one in happenings(opened):
        match one:
            case Start(name) if name == inside:
                reading = True
            case Start("tab" | "br"):
                found.append(" ")
            case End(name):
                reading = reading and name != inside
                found += ["\n"] if name in ends else []
            case Text(data) if reading:
                found.append(data)
                size += len(data)
        if size > MAX_TEXT:
            break
    return readable("".join(found))


def _leaves(package: zipfile.ZipFile, name: str) -> Iterator[tuple[list[str], str]]:
    if name not in package.namelist():
        return
    with part(package, name) as opened:
        yield from leaves(opened)
