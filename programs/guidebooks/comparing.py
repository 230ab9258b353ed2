"""What changed between two versions of a guidebook, in the reader's language: chapter by chapter, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from programs.guidebooks.markdown import Block, blocks
from programs.models import Guidebook, GuidebookChapter
from programs.words import in_language

#: Pieces less alike than this are not compared word by word: one went, another came.
ALIKE = 0.5
#: A word or a sign, with the space that follows.
_WORDS = re.compile(r"\w+\s*|[^\w\s]\s*")


class How(StrEnum):
    """What became of a word, a piece, or a chapter."""

    SAME = "same"
    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"
    #: Nothing but the signs of Markdown, e.g. what is bold.
    FORMAT = "format"


@dataclass(frozen=True)
class Run:
    """Words that were left, put in, or taken out."""

    how: How
    text: str


@dataclass(frozen=True)
class Piece:
    """A paragraph, heading, item or row with what changed in it; skipped: so many unchanged ones left out."""

    kind: str
    how: How
    runs: tuple[Run, ...] = ()
    skipped: int = 0


@dataclass(frozen=True)
class ChapterChange:
    """A chapter that is new, gone, or not what it was."""

    slug: str
    how: How
    title: tuple[Run, ...]
    pieces: tuple[Piece, ...] = ()


def changes(old: Guidebook, new: Guidebook) -> list[ChapterChange]:
    """The chapters that differ, in the new order, those that are gone last. Reads `chapters` of both."""
    before = {one.slug: one for one in old.chapters.all()}
    after = {one.slug: one for one in new.chapters.all()}
    found = [_changed(before.get(slug), one) for slug, one in after.items()]
    gone = [_gone(one) for slug, one in before.items() if slug not in after]
    return [one for one in [*found, *gone] if one]


def _changed(old: GuidebookChapter | None, new: GuidebookChapter) -> ChapterChange | None:
    title, text = in_language(new.title) or new.slug, in_language(new.body)
    if old is None:
        return ChapterChange(new.slug, How.NEW, (Run(How.NEW, title),), _all(text, How.NEW))
    titles = words_changed(in_language(old.title) or old.slug, title)
    if in_language(old.body) == text and not _differs(titles):
        return None
    pieces = pieces_changed(in_language(old.body), text)
    if not pieces and not _differs(titles):
        return ChapterChange(new.slug, How.FORMAT, titles)
    return ChapterChange(new.slug, How.CHANGED, titles, pieces)


def _gone(old: GuidebookChapter) -> ChapterChange:
    title = (Run(How.GONE, in_language(old.title) or old.slug),)
    return ChapterChange(old.slug, How.GONE, title, _all(in_language(old.body), How.GONE))


def _all(text: str, how: How) -> tuple[Piece, ...]:
    """A whole text that came or went."""
    return tuple(Piece(one.kind, how, (Run(how, one.text),)) for one in blocks(text))


def _differs(runs: Sequence[Run]) -> bool:
    return any(one.how != How.SAME for one in runs)


def pieces_changed(old: str, new: str) -> tuple[Piece, ...]:
    """What changed between two texts, each change with the heading or piece before it; none where nothing did."""
    all_of_it = list(_pieces(blocks(old), blocks(new)))
    if all(one.how == How.SAME for one in all_of_it):
        return ()
    return tuple(_shortened(all_of_it))


def _pieces(old: list[Block], new: list[Block]) -> Iterator[Piece]:
    for what, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield from (Piece(one.kind, How.SAME, (Run(How.SAME, one.text),)) for one in new[begin:end])
        else:
            yield from _replaced(old[first:last], new[begin:end])


def _replaced(old: list[Block], new: list[Block]) -> Iterator[Piece]:
    """Each new piece beside the old one it came from; old ones that went stand where they stood."""
    waiting = list(old)
    for block in new:
        found = next((place for place, one in enumerate(waiting) if _alike(one, block)), None)
        if found is None:
            yield Piece(block.kind, How.NEW, (Run(How.NEW, block.text),))
            continue
        yield from (Piece(one.kind, How.GONE, (Run(How.GONE, one.text),)) for one in waiting[:found])
        yield Piece(block.kind, How.CHANGED, words_changed(waiting[found].text, block.text))
        del waiting[: found + 1]
    yield from (Piece(one.kind, How.GONE, (Run(How.GONE, one.text),)) for one in waiting)


def _alike(one: Block, other: Block) -> bool:
    if one.kind != other.kind:
        return False
    matcher = SequenceMatcher(None, _bare(one.text), _bare(other.text), autojunk=False)
    return matcher.ratio() >= ALIKE


def _bare(text: str) -> list[str]:
    return [one.rstrip() for one in _WORDS.findall(text)]


def words_changed(old: str, new: str) -> tuple[Run, ...]:
    """One text into another, by whole words."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    found: list[Run] = []
    matcher = SequenceMatcher(None, _bare(old), _bare(new), autojunk=False)
    for what, first, last, begin, end in matcher.get_opcodes():
        if what == "equal":
            found.append(Run(How.SAME, "".join(after[begin:end])))
            continue
        found += [Run(How.GONE, "".join(before[first:last]))] if first < last else []
        found += [Run(How.NEW, "".join(after[begin:end]))] if begin < end else []
    return tuple(found)


def _shortened(pieces: list[Piece]) -> Iterator[Piece]:
    """Without what stayed, but for the piece just before a change and the heading above it."""
    skipped = 0
    for place, piece in enumerate(pieces):
        if piece.how != How.SAME or _leads_to_change(pieces, place):
            if skipped:
                yield Piece("p", How.SAME, skipped=skipped)
            yield piece
            skipped = 0
        else:
            skipped += 1
    if skipped:
        yield Piece("p", How.SAME, skipped=skipped)


def _leads_to_change(pieces: list[Piece], place: int) -> bool:
    """Whether the next piece changed, or, of a heading, anything beneath it."""
    following = pieces[place + 1 :]
    if pieces[place].kind != "heading":
        return bool(following) and following[0].how != How.SAME
    end = next((number for number, one in enumerate(following) if one.kind == "heading"), len(following))
    return any(one.how != How.SAME for one in following[:end])
