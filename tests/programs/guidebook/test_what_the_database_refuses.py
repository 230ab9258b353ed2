"""Guidebooks: what the database refuses, and that nothing published ever changes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from programs.models import Guidebook, GuidebookChapter
from tests.factories.guidebooks import ChapterFactory, GuidebookFactory, in_print
from tests.factories.programs import LONG_AGO, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(paula):
    """A published guidebook of one chapter."""
    book = GuidebookFactory()
    ChapterFactory(guidebook=book, position=1)
    return in_print(book, paula)


def refused(constraint: str):
    return pytest.raises(IntegrityError, match=constraint)


CHANGES = {
    "its day": lambda b: Guidebook.objects.filter(pk=b.pk).update(effective_from=date(2021, 1, 1)),
    "its note": lambda b: Guidebook.objects.filter(pk=b.pk).update(note=words("New")),
    "taking it back": lambda b: Guidebook.objects.filter(pk=b.pk).update(
        published_at=None, published_by=None
    ),
    "deleting it": lambda b: Guidebook.objects.filter(pk=b.pk).delete(),
    "a chapter": lambda b: b.chapters.update(body=words("New")),
    "a chapter less": lambda b: b.chapters.all().delete(),
    "a chapter more": lambda b: ChapterFactory(guidebook=b, position=2),
    "a chapter moved in": lambda b: GuidebookChapter.objects.filter(pk=ChapterFactory(position=9).pk).update(
        guidebook=b
    ),
    "a chapter moved out": lambda b: b.chapters.update(guidebook=GuidebookFactory()),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_nothing_of_a_published_guidebook_changes(book, change):
    with pytest.raises(IntegrityError, match="never edited"), transaction.atomic():
        change(book)


def test_the_model_refuses_it_in_words(book):
    with pytest.raises(ValidationError, match="publish a new version"):
        book.full_clean()


def test_a_draft_may_change():
    draft = GuidebookFactory()
    chapter = ChapterFactory(guidebook=draft)
    chapter.body = words("Better")
    chapter.save()
    draft.full_clean()
    draft.delete()
    assert not GuidebookChapter.objects.exists()


def test_a_version_exists_once(book):
    with refused("programs_guidebook_once"), transaction.atomic():
        GuidebookFactory(program=book.program)
    GuidebookFactory(program=book.program, revision=2)


def test_a_year_has_one_draft():
    draft = GuidebookFactory()
    with refused("programs_guidebook_one_draft"), transaction.atomic():
        GuidebookFactory(program=draft.program, revision=2)
    GuidebookFactory(program=draft.program, fiscal_year=2022)


@pytest.mark.parametrize("missing", ["published_by", "effective_from"])
def test_somebody_publishes_it_from_a_day(missing, paula):
    facts = {"published_at": LONG_AGO, "published_by": paula, "effective_from": date(2020, 7, 1)}
    with refused("programs_guidebook_published_by_somebody"), transaction.atomic():
        GuidebookFactory(**(facts | {missing: None}))


def test_who_published_has_a_time(paula):
    with refused("programs_guidebook_published_by_somebody"), transaction.atomic():
        GuidebookFactory(published_by=paula)


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_changed_is_said_in_both_languages(language, paula):
    with refused("programs_guidebook_note_in_both_languages"), transaction.atomic():
        in_print(GuidebookFactory(note={language: "New"}), paula)


def test_it_takes_effect_no_earlier_than_its_year():
    with refused("programs_guidebook_not_before_its_year"), transaction.atomic():
        GuidebookFactory(effective_from=date(2020, 6, 30))
    GuidebookFactory(effective_from=date(2020, 7, 1))


def test_a_chapter_has_a_name_of_its_own():
    chapter = ChapterFactory()
    with refused("programs_chapter_slug_once"), transaction.atomic():
        ChapterFactory(guidebook=chapter.guidebook, slug=chapter.slug)
    ChapterFactory(slug=chapter.slug)


def test_two_chapters_do_not_stand_in_one_place():
    chapter = ChapterFactory()
    with refused("programs_chapter_place_once"), transaction.atomic():
        ChapterFactory(guidebook=chapter.guidebook, position=chapter.position, slug="other")
        _look_now()


def test_two_chapters_change_places():
    book = GuidebookFactory()
    ChapterFactory(guidebook=book, position=1)
    ChapterFactory(guidebook=book, position=2)
    for chapter in book.chapters.all():
        GuidebookChapter.objects.filter(pk=chapter.pk).update(position=3 - chapter.position)
    _look_now()
    assert list(book.chapters.values_list("slug", flat=True)) == ["chapter-2", "chapter-1"]


def _look_now() -> None:
    """What is looked at when a transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS programs_chapter_place_once IMMEDIATE")
