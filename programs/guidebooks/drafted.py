"""What keeps a draft of a guidebook from being published: its checklist, and the refusal of the act."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from programs import rules
from programs.finding import Finding
from programs.guidebooks.markdown import Section, headings_of, sections
from programs.models import Guidebook, GuidebookChapter
from programs.words import LANGUAGE_NAMES, LANGUAGES, in_language, missing_languages


def missing_to_publish(guidebook: Guidebook) -> list[Finding]:
    """Why the draft cannot be published, in the order of its page; empty when it can. Reads `chapters`."""
    chapters = list(guidebook.chapters.all())
    anchors = {language: _anchors(chapters, language) for language in LANGUAGES}
    return [
        *_note(guidebook),
        *_without_chapters(guidebook, chapters),
        *(found for one in chapters for found in _chapter(guidebook, one)),
        *(found for one in chapters for found in _dead_links(guidebook, one, anchors)),
    ]


def day_problem(guidebook: Guidebook, day: date, at: datetime) -> str:
    """Why a version cannot take effect on that day, in words; "" where it can.

    Never in the past: no claim was made under what was not there yet. And never before the version it follows
    in its year, which would then hold on no day.
    """
    if day < guidebook.year_begins:
        return _("The fiscal year has not begun on that day. Choose its first day or a later one.")
    if day < rules.local_day(at, guidebook.program.zone):
        return _("This day is over. Choose today or a later day.")
    follows = Guidebook.objects.earlier_than(guidebook).filter(fiscal_year=guidebook.fiscal_year).first()
    if follows and follows.effective_from and day < follows.effective_from:
        return _("The version before takes effect later than that. Choose its day or a later one.")
    return ""


def _note(guidebook: Guidebook) -> Iterator[Finding]:
    for language in missing_languages(guidebook.note):
        words = _("Say in %(language)s what changed.") % {"language": LANGUAGE_NAMES[language]}
        yield Finding("note", words, _("What changed"), reverse("guidebook_note", args=[guidebook.public_id]))


def _without_chapters(guidebook: Guidebook, chapters: list[GuidebookChapter]) -> Iterator[Finding]:
    if not chapters:
        url = reverse("guidebook_chapter_add", args=[guidebook.public_id])
        yield Finding("chapters", _("A guidebook has at least one chapter."), _("Add a chapter"), url)


def _chapter(guidebook: Guidebook, chapter: GuidebookChapter) -> Iterator[Finding]:
    name, fix = in_language(chapter.title) or chapter.slug, _("Edit the chapter")
    url = reverse("guidebook_chapter_edit", args=[guidebook.public_id, chapter.slug])
    for language in missing_languages(chapter.title):
        words = _("“%(chapter)s” has no title in %(language)s.")
        yield Finding("title", words % {"chapter": name, "language": LANGUAGE_NAMES[language]}, fix, url)
    for language in missing_languages(chapter.body):
        words = _("“%(chapter)s” has no text in %(language)s.")
        yield Finding("body", words % {"chapter": name, "language": LANGUAGE_NAMES[language]}, fix, url)
    counts = [len(headings_of(chapter.body.get(language, ""))) for language in LANGUAGES]
    if not missing_languages(chapter.body) and len(set(counts)) > 1:
        words = _("“%(chapter)s” has %(english)s headings in English and %(german)s in German.")
        facts = {"chapter": name, "english": counts[0], "german": counts[1]}
        yield Finding("headings", words % facts, fix, url)


def _anchors(chapters: list[GuidebookChapter], language: str) -> set[str]:
    return {section.anchor for one in chapters for section in _sections(one, language)}


def _dead_links(
    guidebook: Guidebook, chapter: GuidebookChapter, anchors: dict[str, set[str]]
) -> Iterator[Finding]:
    for language in LANGUAGES:
        links = [link for section in _sections(chapter, language) for link in section.links]
        for link in links:
            if link.startswith("#") and link[1:] not in anchors[language]:
                words = _(
                    "“%(chapter)s” links to %(link)s in %(language)s, and there is no such chapter or section."
                )
                name = in_language(chapter.title) or chapter.slug
                facts = {"chapter": name, "link": link, "language": LANGUAGE_NAMES[language]}
                url = reverse("guidebook_chapter_edit", args=[guidebook.public_id, chapter.slug])
                yield Finding("links", words % facts, _("Edit the chapter"), url)


def _sections(chapter: GuidebookChapter, language: str) -> tuple[Section, ...]:
    names = headings_of(chapter.body.get(LANGUAGES[0], ""))
    return sections(chapter.body.get(language, ""), chapter.slug, names)
