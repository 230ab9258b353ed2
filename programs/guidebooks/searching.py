"""Words looked for in all guidebooks of a person that are in force, in the reader's language.

A section is found when it has all the words, in any form the language gives them (PostgreSQL's text search), or
words that begin like them. Nothing is stored for it: the guidebooks of a person are some ten thousand words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from lists.searching import MOST_WORDS, words_in
from programs.guidebooks.reading import Chapter, Reading
from programs.models import Program

#: So many sections are looked at, the best first.
MOST = 60
CONFIGS = {"de": "german", "en": "english"}
#: Signs nobody types: where a found word begins and ends, until the excerpt is HTML.
BEGINS, ENDS = "\ue000", "\ue001"
_EXCERPT = (
    f"StartSel={BEGINS}, StopSel={ENDS}, MaxWords=40, MinWords=20, MaxFragments=2, FragmentDelimiter=' … '"
)

_SEARCH = """
WITH asked AS (
    SELECT websearch_to_tsquery(%(config)s::regconfig, %(typed)s) || to_tsquery('simple', %(beginning)s) AS query
)
SELECT place, ts_headline(%(config)s::regconfig, title, query, %(whole)s),
    ts_headline(%(config)s::regconfig, text, query, %(excerpt)s)
FROM asked, unnest(%(titles)s::text[], %(texts)s::text[]) WITH ORDINALITY AS section (title, text, place),
    LATERAL (
        SELECT setweight(to_tsvector(%(config)s::regconfig, title) || to_tsvector('simple', title), 'A')
            || to_tsvector(%(config)s::regconfig, text) || to_tsvector('simple', text) AS words
    ) AS indexed
WHERE words @@ query
ORDER BY ts_rank(words, query) DESC, place
LIMIT %(most)s
"""


@dataclass
class Hit:
    """A section that was found; title and excerpt with the found words marked.

    places: each program whose guidebook says it in these words, and where; most say most alike.
    """

    chapter: Chapter
    title: SafeString
    excerpt: SafeString
    places: list[tuple[Program, str]]

    @property
    def url(self) -> str:
        return self.places[0][1]


def find(typed: str, readings: Sequence[Reading]) -> list[Hit]:
    """The sections with the typed words, the best first, out of at most MOST; none where no word was typed."""
    words = words_in(typed)[:MOST_WORDS]
    places = [
        (reading, chapter, place)
        for reading in readings
        for chapter in reading.chapters
        for place in range(len(chapter.sections))
    ]
    if not words or not places:
        return []
    found: dict[tuple[str, str, str], Hit] = {}
    for number, title, text in _rows(typed, words, places):
        reading, chapter, place = places[number - 1]
        section = chapter.sections[place]
        hit = Hit(chapter, marked(title), marked(text), [])
        url = f"{chapter.url}#{section.anchor}" if place else chapter.url
        found.setdefault((section.anchor, title, section.text), hit).places.append(
            (reading.guidebook.program, url)
        )
    return list(found.values())


def _rows(
    typed: str, words: list[str], places: Sequence[tuple[Reading, Chapter, int]]
) -> list[tuple[int, str, str]]:
    sections = [chapter.sections[place] for _reading, chapter, place in places]
    titles = [one.title or chapter.title for one, (_, chapter, _) in zip(sections, places, strict=True)]
    facts: dict[str, Any] = {
        "config": CONFIGS.get((get_language() or "en").split("-")[0], "english"),
        "typed": " ".join(words),
        "beginning": " & ".join(f"{word}:*" for word in words),
        "titles": titles,
        "texts": [one.text for one in sections],
        "whole": f"HighlightAll=true, StartSel={BEGINS}, StopSel={ENDS}",
        "excerpt": _EXCERPT,
        "most": MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SEARCH, facts)
        return cursor.fetchall()


def marked(text: str) -> SafeString:
    """The text as HTML, the found words within <mark>."""
    escaped = str(conditional_escape(text))
    return mark_safe(escaped.replace(BEGINS, "<mark>").replace(ENDS, "</mark>"))  # noqa: S308 - escaped above
