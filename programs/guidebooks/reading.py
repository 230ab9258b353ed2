"""A version of a guidebook with its chapters, in the reader's language."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from programs.guidebooks import markdown
from programs.models import Guidebook, GuidebookChapter
from programs.words import LANGUAGES, in_language


@dataclass(frozen=True)
class Chapter:
    """One chapter as it is read; in a draft title or text may be missing still."""

    number: int
    slug: str
    title: str
    text: str
    #: The headings by which its sections are named in addresses, the same in every language.
    names: tuple[str, ...]
    url: str

    @cached_property
    def sections(self) -> tuple[markdown.Section, ...]:
        """What stands before the first heading, then each section."""
        return markdown.sections(self.text, self.slug, self.names)

    @property
    def headed(self) -> tuple[markdown.Section, ...]:
        """The sections that have a heading: what the contents list below the chapter."""
        return self.sections[1:]


@dataclass(frozen=True)
class Reading:
    """A version as one reads it."""

    guidebook: Guidebook
    chapters: list[Chapter]

    @property
    def place(self) -> markdown.Place:
        """How a chapter is drawn on a page of its own."""
        return markdown.Place(chapters=tuple((one.slug, one.url) for one in self.chapters), table=_("Table"))

    def drawn(self, chapter: Chapter) -> SafeString:
        """The chapter's text for its page."""
        return markdown.html(chapter.text, chapter.slug, chapter.names, self.place)

    def printed(self) -> list[tuple[Chapter, SafeString]]:
        """All chapters for one document, whose links lead to each other and else to the portal."""
        place = markdown.Place(level=3, origin=settings.ORIGIN)
        return [(one, markdown.html(one.text, one.slug, one.names, place)) for one in self.chapters]

    def find(self, slug: str) -> Chapter | None:
        """The chapter of this name."""
        return next((one for one in self.chapters if one.slug == slug), None)

    def beside(self, chapter: Chapter) -> tuple[Chapter | None, Chapter | None]:
        """The chapter before it and the one after."""
        place = self.chapters.index(chapter)
        after = self.chapters[place + 1] if place + 1 < len(self.chapters) else None
        return self.chapters[place - 1] if place else None, after


def reading_of(guidebook: Guidebook) -> Reading:
    """The version in the active language. Reads `guidebook.chapters`."""
    chapters = enumerate(guidebook.chapters.all(), start=1)
    return Reading(guidebook, [_chapter(guidebook, number, one) for number, one in chapters])


def _chapter(guidebook: Guidebook, number: int, one: GuidebookChapter) -> Chapter:
    return Chapter(
        number,
        one.slug,
        in_language(one.title) or one.slug,
        in_language(one.body),
        markdown.headings_of(one.body.get(LANGUAGES[0], "")),
        reverse("guidebook_chapter", args=[guidebook.public_id, one.slug]),
    )
