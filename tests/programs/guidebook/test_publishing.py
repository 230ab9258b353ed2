"""What a draft needs before it is published, and from which day it may hold."""

from datetime import timedelta

import pytest

from lifecycle import ActionRefused
from programs.actions import guidebooks as writing
from programs.guidebooks.drafted import missing_to_publish
from programs.models import Guidebook
from tests.programs.guidebook.conftest import words

pytestmark = pytest.mark.django_db


def missing(draft):
    found = Guidebook.objects.prefetch_related("chapters").get(pk=draft.pk)
    return [(one.code, str(one.words)) for one in missing_to_publish(found)]


def test_a_complete_draft_is_published_by_somebody_from_a_day(draft, paula, today):
    assert missing(draft) == []
    published = writing.publish(draft, today, by=paula)
    published.refresh_from_db()
    assert (published.published_by, published.effective_from) == (paula, today)
    assert published.published_at


@pytest.mark.parametrize(
    ("body", "code", "told"),
    [
        ({"body_de": ""}, "body", "“Proof” has no text in German."),
        ({"title_en": "", "title_de": "Nachweis"}, "title", "“proof” has no title in English."),
        ({"title_de": "  "}, "title", "“Proof” has no title in German."),
        (
            {"body_en": "## One\n\nx\n\n## Two", "body_de": "## Eins"},
            "headings",
            "“Proof” has 2 headings in English and 1 in German.",
        ),
        (
            {"body_de": "[da](#invoice)"},
            "links",
            "“Proof” links to #invoice in German, and there is no such chapter or section.",
        ),
    ],
)
def test_what_is_missing_is_said_and_refused(draft, paula, today, body, code, told):
    writing.save_chapter(draft, "proof", words("Proof") | body, seen={}, by=paula)
    assert missing(draft) == [(code, told)]
    with pytest.raises(ActionRefused, match=told[:20]):
        writing.publish(draft, today, by=paula)
    assert not Guidebook.objects.published().exists()


def test_links_to_chapters_and_sections_are_known(draft, paula):
    text = {
        "body_en": "## Files\n\n[a](#invoices) [b](#proof-files)",
        "body_de": "## Dateien\n\n[b](#proof-files)",
    }
    writing.save_chapter(draft, "proof", words("Proof") | text, seen={}, by=paula)
    assert missing(draft) == []


@pytest.mark.parametrize("note", [{"en": "New", "de": ""}, {"en": "", "de": "Neu"}])
def test_what_changed_is_said_in_both_languages(draft, paula, note):
    writing.save_note(draft, note, seen={}, by=paula)
    assert [code for code, _words in missing(draft)] == ["note"]


def test_without_a_chapter_there_is_no_guidebook(draft, paula):
    for slug in ("proof", "invoices"):
        writing.remove_chapter(draft, slug, by=paula)
    assert missing(draft) == [("chapters", "A guidebook has at least one chapter.")]


def day_refused(draft, day, by):
    with pytest.raises(ActionRefused) as no:
        writing.publish(draft, day, by=by)
    return no.value.fields["effective_from"]


def test_the_day_is_not_over(draft, paula, today):
    assert "This day is over" in day_refused(draft, today - timedelta(days=1), paula)


def test_the_day_is_not_before_the_fiscal_year(program, paula, draft, today, year):
    writing.publish(draft, today, by=paula)
    following = writing.start(program, year + 1, by=paula)
    assert "has not begun" in day_refused(following, today, paula)


def test_the_day_is_not_before_the_version_it_follows(program, paula, draft, today, year):
    writing.publish(draft, today + timedelta(days=9), by=paula)
    corrected = writing.start(program, year, by=paula)
    assert "later than that" in day_refused(corrected, today + timedelta(days=8), paula)
    writing.save_note(corrected, {"en": "x", "de": "y"}, seen={}, by=paula)
    writing.publish(corrected, today + timedelta(days=9), by=paula)
