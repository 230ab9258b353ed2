"""What a preview is made of, and how it travels from the child to its parent."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

#: Text kept of one page, or of a file without pages, in characters.
MAX_TEXT = 10_000


@dataclass(frozen=True)
class DrawnPage:
    """One page: its number from 1, its picture (WebP) with its size in pixels, and the text that could be read."""

    number: int
    width: int
    height: int
    picture: bytes
    text: str = ""


@dataclass(frozen=True)
class Drawn:
    """A preview. `page_count`: of the whole file, also where fewer are drawn; None where it has no pages.

    `thumbnail`: page 1, small; `facts`: plain values for `documents.facts`.
    """

    page_count: int | None = None
    pages: list[DrawnPage] = field(default_factory=list)
    thumbnail: bytes = b""
    facts: dict[str, Any] = field(default_factory=dict)

    def pictures(self) -> Iterator[bytes]:
        """All pictures, the thumbnail last."""
        yield from (page.picture for page in self.pages)
        yield self.thumbnail

    def header(self) -> dict[str, Any]:
        """Everything but the pictures, with their lengths."""
        pages = [[page.number, page.width, page.height, page.text, len(page.picture)] for page in self.pages]
        return {
            "page_count": self.page_count,
            "pages": pages,
            "thumbnail": len(self.thumbnail),
            "facts": self.facts,
        }


def read(said: bytes) -> Drawn:
    """The preview out of what the child wrote."""
    line, _newline, rest = said.partition(b"\n")
    header = json.loads(line)
    pages = []
    for number, width, height, text, length in header["pages"]:
        pages.append(DrawnPage(number, width, height, rest[:length], text))
        rest = rest[length:]
    return Drawn(header["page_count"], pages, rest[: header["thumbnail"]], header["facts"])


def readable(text: str) -> str:
    """Text as people read it: no control or invisible characters, no heaps of empty lines, bounded."""
    lines = text.expandtabs(1).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    shown = ["".join(one for one in line if one.isprintable()).rstrip() for line in lines]
    kept = [line for line, before in zip(shown, ["", *shown], strict=False) if line or before]
    return "\n".join(kept).strip()[:MAX_TEXT]
