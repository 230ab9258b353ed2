"""A chapter's text drawn from Markdown (CommonMark with tables): safe HTML, its sections, their plain text.

Raw HTML stays text, pictures are not drawn, and a link leads to http(s), to a path of the portal, or to a
chapter or section of the same guidebook (`#anchor`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

_LINK = re.compile(r"https?://[^\s]+|/(?![/\\])[^\s]*|#[a-z0-9-]+")
#: Pages of the portal that show an activity; a chapter that links there names it.
ACTIVITY = re.compile(r"^/programs/activities/([a-z0-9-]+)/$")


@dataclass(frozen=True)
class Section:
    """What stands under one heading; the first one under the chapter's own, its title is "" then."""

    anchor: str
    title: str
    level: int
    text: str
    #: Where its links lead.
    links: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, item of a list or row of a table: the unit in which texts are compared."""

    kind: str
    text: str


def parser() -> MarkdownIt:
    """The one dialect of guidebooks."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    markdown.validateLink = lambda url: bool(_LINK.fullmatch(url))  # type: ignore[method-assign]
    return markdown


_PARSER = parser()


@lru_cache(maxsize=1024)
def sections(text: str, slug: str, headings: tuple[str, ...] = ()) -> tuple[Section, ...]:
    """The sections of a chapter. headings: by which its sections are named in addresses, if not by its own."""
    return tuple(_sections(_PARSER.parse(text), slug, headings))


def _sections(tokens: Sequence[Token], slug: str, headings: tuple[str, ...]) -> Iterator[Section]:
    anchors = iter(anchors_of(slug, headings or headings_in(tokens), tokens))
    title, anchor, level = "", slug, 1
    gathered: list[Token] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        if before and before.type == "heading_open":
            yield _section(anchor, title, level, gathered)
            title, anchor, level, gathered = plain(token), next(anchors), int(before.tag[1]), []
        elif token.type == "inline":
            gathered.append(token)
    yield _section(anchor, title, level, gathered)


def _section(anchor: str, title: str, level: int, tokens: list[Token]) -> Section:
    links = tuple(link for token in tokens for link in _links(token))
    return Section(anchor, title, level, "\n".join(plain(token) for token in tokens), links)


def _links(token: Token) -> Iterator[str]:
    for child in token.children or []:
        if child.type == "link_open":
            yield str(child.attrGet("href"))


def headings_of(text: str) -> tuple[str, ...]:
    """The headings of a text, in order."""
    return headings_in(_PARSER.parse(text))


def headings_in(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The same of what was read already."""
    pairs = pairwise(tokens)
    return tuple(plain(inline) for opening, inline in pairs if opening.type == "heading_open")


def anchors_of(slug: str, headings: tuple[str, ...], tokens: Sequence[Token]) -> list[str]:
    """One anchor for each heading, no two alike.

    headings: those of the language that names sections in addresses, so that a link leads to the same
    section in each language; a heading without one there is named by itself.
    """
    own = headings_in(tokens)
    found: list[str] = []
    for place, heading in enumerate(own):
        name = slugify(headings[place] if place < len(headings) else heading) or str(place + 1)
        anchor, again = f"{slug}-{name}", 2
        while anchor in found:
            anchor, again = f"{slug}-{name}-{again}", again + 1
        found.append(anchor)
    return found


def plain(token: Token) -> str:
    """The words of an inline token, without signs of Markdown; a line break is a space."""
    if not token.children:
        return token.content
    written = (
        " " if one.type in {"softbreak", "hardbreak"} else one.content
        for one in token.children
        if one.type in {"text", "code_inline", "softbreak", "hardbreak", "text_special"}
    )
    return "".join(written)


@dataclass(frozen=True)
class Place:
    """Where a chapter is drawn: the level its headings begin with, and what the links within lead to.

    chapters: the address of each chapter by its slug, "" as prefix of anchors on the same page.
    origin: what stands before paths of the portal, where it is read outside of it.
    """

    level: int = 2
    chapters: tuple[tuple[str, str], ...] = ()
    origin: str = ""
    #: Words of the region around a table; the second one is numbered, for no two may be called the same.
    table: str = ""


@lru_cache(maxsize=1024)
def html(text: str, slug: str, headings: tuple[str, ...], place: Place) -> SafeString:
    """The chapter as HTML. headings: as of `sections`."""
    tokens = _PARSER.parse(text)
    anchors = iter(anchors_of(slug, headings or headings_in(tokens), tokens))
    ranks = {tag: rank for rank, tag in enumerate(sorted({one.tag for one in tokens if _is_heading(one)}))}
    for token in tokens:
        if _is_heading(token):
            token.tag = f"h{min(6, place.level + ranks[token.tag])}"
            if token.nesting == 1:
                token.attrSet("id", next(anchors))
        _align(token)
        for child in token.children or []:
            _lead(child, place)
    renderer = _Renderer(place)
    return mark_safe(renderer.render(tokens, _PARSER.options, {}))  # noqa: S308 - raw HTML is switched off


def _is_heading(token: Token) -> bool:
    return token.type in {"heading_open", "heading_close"}


def _align(token: Token) -> None:
    """Columns are aligned by a class: the page takes no inline style."""
    if token.type in {"th_open", "td_open"}:
        if token.attrs.pop("style", None) == "text-align:right":
            token.attrSet("class", "number")
        if token.type == "th_open":
            token.attrSet("scope", "col")


def _lead(token: Token, place: Place) -> None:
    if token.type != "link_open":
        return
    url = str(token.attrGet("href"))
    if url.startswith("#"):
        token.attrSet("href", _within(url[1:], place))
    elif url.startswith("/"):
        token.attrSet("href", place.origin + url)


def _within(anchor: str, place: Place) -> str:
    """The address of a chapter or section of the same guidebook."""
    found = [one for one in place.chapters if anchor == one[0] or anchor.startswith(f"{one[0]}-")]
    slug, url = max(found, key=lambda one: len(one[0]), default=("", ""))
    return url if url and anchor == slug else f"{url}#{anchor}"


class _Renderer(RendererHTML):
    """Puts a table into a box of its own, which can be scrolled on a phone."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.label = place.table
        self.tables = 0

    def table_open(self, *_drawn: object) -> str:
        """The beginning of a table, in its box where the place has words for one."""
        table = '<table class="data-table">'
        if not self.label:
            return "<table>"
        self.tables += 1
        name = f"{self.label} {self.tables}" if self.tables > 1 else self.label
        box = '<div class="table-box" role="region" aria-label="{}" tabindex="0">'
        return format_html(box, name) + table

    def table_close(self, *_drawn: object) -> str:
        return "</table></div>" if self.label else "</table>"


def blocks(text: str) -> list[Block]:
    """The text in pieces that are compared with each other; where a link leads is part of what is said."""
    return list(_blocks(_PARSER.parse(text)))


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    within: list[str] = []
    row: list[str] = []
    for token in tokens:
        if token.nesting == 1:
            within.append(token.tag)
        elif token.nesting == -1:
            within.pop()
            if token.tag == "tr":
                yield Block("row", " | ".join(row))
                row = []
        elif token.type == "inline" and "tr" in within:
            row.append(_said(token))
        elif token.type == "inline":
            yield Block(_kind(within), _said(token))
        elif token.content:
            yield Block("p", token.content.strip())


def _kind(within: list[str]) -> str:
    """What an inline stands in: a heading, an item, or a paragraph."""
    return "heading" if within[-1].startswith("h") else "item" if "li" in within else "p"


def _said(token: Token) -> str:
    links = " ".join(f"({link})" for link in _links(token))
    return f"{plain(token)} {links}".strip()
