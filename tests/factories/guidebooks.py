"""Guidebooks and their chapters for tests."""

from datetime import date, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from programs.models import Guidebook, GuidebookChapter
from tests.factories.programs import LONG_AGO, ProgramFactory, words


class GuidebookFactory(DjangoModelFactory):
    """A draft; add chapters, then `in_print(guidebook, by)`."""

    class Meta:
        model = Guidebook

    program = factory.SubFactory(ProgramFactory)
    fiscal_year = 2021
    note = factory.LazyFunction(lambda: words("What is new"))


class ChapterFactory(DjangoModelFactory):
    class Meta:
        model = GuidebookChapter

    guidebook = factory.SubFactory(GuidebookFactory)
    position = factory.Sequence(lambda n: n + 1)
    slug = factory.LazyAttribute(lambda one: f"chapter-{one.position}")
    title = factory.LazyAttribute(lambda one: words(f"Chapter {one.position}"))
    body = factory.LazyFunction(lambda: words("Keep the originals."))


def in_print(
    guidebook: Guidebook, by: Any, effective_from: date | None = None, at: datetime = LONG_AGO
) -> Guidebook:
    """The same version, published by a person; without a day in force from the first of its fiscal year."""
    day = effective_from or guidebook.year_begins
    Guidebook.objects.filter(pk=guidebook.pk).update(published_at=at, published_by=by, effective_from=day)
    guidebook.refresh_from_db()
    return guidebook
