"""Words are found in the reader's language, marked, and nothing that was typed becomes HTML or SQL."""

import pytest
from django.utils.translation import override

from programs.guidebooks.naming import namings
from programs.guidebooks.reading import reading_of
from programs.guidebooks.searching import find
from tests.factories.guidebooks import ChapterFactory, GuidebookFactory

pytestmark = pytest.mark.django_db

ENGLISH = "Before.\n\n## Catering\n\nAlcohol at R&D is **never** reimbursed.\n\n## Invoices\n\nEach invoice is read."
GERMAN = (
    "Vorab.\n\n## Verpflegung\n\nAlkohol wird nie erstattet.\n\n## Rechnungen\n\nJede Rechnung wird gelesen."
)


def book(**facts):
    found = GuidebookFactory(**facts)
    ChapterFactory(guidebook=found, slug="rules", body={"en": ENGLISH, "de": GERMAN})
    return found


def hits(typed, *books):
    return find(typed, [reading_of(one) for one in books or [book()]])


@pytest.mark.parametrize(
    ("language", "typed", "anchor", "marked"),
    [
        ("en", "alcohol", "rules-catering", "<mark>Alcohol</mark>"),
        ("en", "reimbursing alcohol", "rules-catering", "<mark>reimbursed</mark>"),
        ("en", "invoicing", "rules-invoices", "<mark>invoice</mark>"),
        ("en", "alco", "rules-catering", "<mark>Alcohol</mark>"),
        ("de", "Alkohol", "rules-catering", "<mark>Alkohol</mark>"),
        ("de", "rechnungen", "rules-invoices", "<mark>Rechnung</mark>"),
    ],
)
def test_words_in_any_form_are_found_and_marked(language, typed, anchor, marked):
    with override(language):
        (hit,) = hits(typed)
    assert marked in hit.excerpt
    assert hit.url.endswith(f"/chapters/rules/#{anchor}")


def test_all_words_are_looked_for_in_one_section():
    assert hits("alcohol invoice") == []


def test_what_stands_before_the_first_heading_leads_to_the_chapter():
    (hit,) = hits("before")
    assert hit.url.endswith("/chapters/rules/")


def test_what_was_written_is_text():
    (hit,) = hits("alcohol")
    assert "at R&amp;D is" in hit.excerpt


@pytest.mark.parametrize(
    "typed", ["", "  ", "!!! & |", "'; DROP TABLE x; --", "<script>", "a" * 5000, "%s %(x)s"]
)
def test_anything_may_be_typed(typed):
    assert hits(typed) == []


def test_the_same_words_in_several_guidebooks_are_one_place():
    (hit,) = hits("alcohol", book(), book())
    assert len(hit.places) == 2
    assert len({url for _program, url in hit.places}) == 2


def test_one_query_for_any_number(django_assert_num_queries):
    readings = [reading_of(book()) for _one in range(3)]
    with django_assert_num_queries(1):
        find("alcohol", readings)


def test_chapters_name_activities_by_a_link_to_their_page():
    found = GuidebookFactory()
    link = "[it](/programs/activities/print-advertising/)"
    text = f"## Print\n\n{link}, and again {link}"
    for slug in ("demand", "caps"):
        ChapterFactory(guidebook=found, slug=slug, body={"en": text, "de": text})
    (named,) = namings([reading_of(found)])["print-advertising"]
    assert named.title == "Print"
    assert named.url.endswith("/chapters/demand/#demand-print")
