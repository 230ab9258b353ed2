"""The guidebook as everybody of a program reads it, by persona."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from claims_portal import guidebook_pdf
from programs.actions import guidebooks as writing
from tests.factories.guidebooks import GuidebookFactory, in_print
from tests.factories.programs import ActivityTypeFactory, ActivityTypeVersionFactory, published
from tests.programs.guidebook.conftest import words

pytestmark = pytest.mark.django_db

BODY = "Before.\n\n## Files\n\nTen files, see [Invoices](#invoices).\n\n| a | b |\n|---|--:|\n| 1 | 2 |"


@pytest.fixture
def book(draft, paula, today):
    """This year's version, in force since today."""
    writing.save_chapter(draft, "proof", words("Proof", BODY, body_de=BODY), seen={}, by=paula)
    return writing.publish(draft, today, by=paula)


def following(book, paula, today, **chapter):
    """The next version of the same year, in force since today; chapter: what proof says in it."""
    draft = writing.start(book.program, book.fiscal_year, by=paula)
    writing.save_note(draft, {"en": "More files.", "de": "Mehr Dateien."}, seen={}, by=paula)
    if chapter:
        writing.save_chapter(draft, "proof", words("Proof", **chapter), seen={}, by=paula)
    return writing.publish(draft, today, by=paula)


def get(client, person, name, *args, **query):
    client.force_login(person)
    return client.get(reverse(name, args=args), query)


def page(client, person, name, *args, **query):
    answer = get(client, person, name, *args, **query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_partner_reads_contents_chapters_and_sections(client, anna, book):
    contents = page(client, anna, "guidebook", book.public_id)
    chapter = reverse("guidebook_chapter", args=[book.public_id, "proof"])
    assert f'href="{chapter}#proof-files"' in contents
    assert "In force" in contents
    text = page(client, anna, "guidebook_chapter", book.public_id, "proof")
    assert '<h2 id="proof-files">Files</h2>' in text
    assert f'href="{reverse("guidebook_chapter", args=[book.public_id, "invoices"])}"' in text
    assert 'rel="prev"' in text
    assert "style=" not in text


def test_the_list_searches_and_marks(client, anna, book):
    found = page(client, anna, "guidebooks", q="files")
    assert "1 place found for “files”" in found
    assert "<mark>Files</mark>" in found
    assert "Nothing found for “&lt;b&gt;x”" in page(client, anna, "guidebooks", q="<b>x")
    assert "places found" not in page(client, anna, "guidebooks")


def test_who_works_in_no_program_reads_what_to_do(client, person):
    assert "No guidebook yet" in page(client, person("stranger"), "guidebooks")


def test_a_german_reader_reads_german(client, anna, book):
    anna.language = "de"
    anna.save()
    assert "Proof (de)" in page(client, anna, "guidebook", book.public_id)


def test_strangers_and_drafts_are_not_found(client, anna, person, book, program, paula, axel, year):
    draft = writing.start(program, year, by=paula)
    names = ("guidebook", "guidebook_changes", "guidebook_pdf")
    for name in names:
        assert get(client, person("stranger" + name), name, book.public_id).status_code == 404
        assert get(client, anna, name, draft.public_id).status_code == 404
    assert "A draft" in page(client, axel, "guidebook", draft.public_id)
    assert get(client, anna, "guidebook_chapter", book.public_id, "nothing").status_code == 404


def test_older_and_coming_versions_say_what_they_are(client, anna, paula, book, program, year, today):
    last_year = in_print(GuidebookFactory(program=program, fiscal_year=year - 1), paula)
    second = following(book, paula, today)
    third = following(book, paula, today + timedelta(days=3))
    assert "Not in force yet" in page(client, anna, "guidebook", third.public_id)
    assert "The guidebook of an earlier year" in page(client, anna, "guidebook", last_year.public_id)
    text = page(client, anna, "guidebook", book.public_id)
    assert "Replaced by a later version" in text
    way = reverse("guidebook", args=[second.public_id])
    assert f'<a href="{way}">Read the version in force</a>' in text


def test_what_changed_is_marked_and_said(client, anna, paula, book, today):
    second = following(book, paula, today, body=BODY.replace("Ten", "Forty"), body_de=BODY)
    text = page(client, anna, "guidebook_changes", second.public_id)
    assert '<del><span class="visually-hidden">Removed: </span>Ten' in text
    assert '<ins><span class="visually-hidden">Added: </span>Forty' in text
    assert "1 chapter changed" in text
    assert "The first version" in page(client, anna, "guidebook_changes", book.public_id)


def test_another_version_can_be_compared_with(client, anna, paula, book, program, year, today):
    last_year = in_print(GuidebookFactory(program=program, fiscal_year=year - 1), paula)
    second = following(book, paula, today)
    assert "No chapter changed" in page(client, anna, "guidebook_changes", second.public_id)
    text = page(client, anna, "guidebook_changes", second.public_id, since=last_year.public_id)
    assert text.count("New chapter") == 2
    assert get(client, anna, "guidebook_changes", second.public_id, since="x").status_code == 200


def test_the_pdf_is_tagged_titled_and_drawn_once(client, anna, book, monkeypatch):
    guidebook_pdf._kept.cache_clear()
    answer = get(client, anna, "guidebook_pdf", book.public_id)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    document = PdfReader(BytesIO(answer.content))
    assert document.root_object["/MarkInfo"]["/Marked"]
    assert document.root_object["/Lang"] == "en"
    assert document.metadata.title == f"Guidebook: {book.program}, {book.name}"
    bookmarks = [one.title for one in document.outline[1] if not isinstance(one, list)]
    assert bookmarks == ["Contents", "1. Invoices", "2. Proof"]
    monkeypatch.setattr(guidebook_pdf, "_drawn", None)
    assert get(client, anna, "guidebook_pdf", book.public_id).content == answer.content


def test_as_many_queries_for_many_programs_as_for_one(client, anna, book, paula):
    def queries():
        with CaptureQueriesContext(connection) as found:
            page(client, anna, "guidebooks", q="files")
        return len(found)

    page(client, anna, "guidebooks")
    few = queries()
    for _one in range(3):
        again = GuidebookFactory(fiscal_year=book.fiscal_year)
        in_print(again, paula)
        anna.memberships.get().partner.enrollments.create(
            program=again.program, since="2020-07-01", state="ENROLLED"
        )
    assert queries() == few


def test_activities_lead_to_the_place_that_names_them(client, anna, paula, draft, today):
    version = ActivityTypeVersionFactory(activity_type=ActivityTypeFactory(code="seminar"))
    published(version)
    body = "Text.\n\n## Seminars\n\n[Seminars](/programs/activities/seminar/)"
    writing.save_chapter(draft, "proof", words("Proof", body, body_de=body), seen={}, by=paula)
    writing.publish(draft, today, by=paula)
    there = f"{reverse('guidebook_chapter', args=[draft.public_id, 'proof'])}#proof-seminars"
    assert there in page(client, anna, "activities")
    assert there in page(client, anna, "activity", "seminar")
