"""What the database refuses, each tried past the model."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from documents.actions import retain
from documents.models import Document
from lifecycle import clock
from tests.factories.accounts import PartnerFactory, UserFactory
from tests.factories.documents import DocumentFactory

pytestmark = pytest.mark.django_db

LONG_AGO = date(2020, 1, 31)


def row(**fields):
    people = {"partner": PartnerFactory(), "uploaded_by": UserFactory()}
    return DocumentFactory.build(**people, **fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("refusal_fits_state", {"state": "LOST", "settled": True}),
        ("settled_has_time", {"clean": True, "settled_at": None}),
        ("settled_has_time", {"settled": True}),
        ("refusal_fits_state", {"clean": True, "refusal": "password"}),
        ("refusal_fits_state", {"refused": True, "refusal": ""}),
        ("refusal_fits_state", {"refused": True, "refusal": "virus"}),
        ("refusal_fits_state", {"infected": True, "refusal": "damaged"}),
        ("refusal_fits_state", {"failed": True, "refusal": "password"}),
        ("clean_was_checked", {"clean": True, "engine": ""}),
        ("clean_was_checked", {"clean": True, "content_type": ""}),
        ("not_empty", {"size": 0}),
        ("sha256_whole", {"sha256": "abc"}),
        ("named", {"name": ""}),
    ],
)
def test_an_impossible_document_is_refused(constraint, fields):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row(**fields).save()


def test_a_file_is_not_checked_before_it_arrived():
    with pytest.raises(IntegrityError, match="settled_after_received"), transaction.atomic():
        row(clean=True, settled_at=clock.now() - timedelta(days=1)).save()


def test_a_key_is_used_once():
    with pytest.raises(IntegrityError, match="key"), transaction.atomic():
        row(key=DocumentFactory().key).save()


@pytest.mark.parametrize("earlier", [None, date(2030, 1, 30)])
def test_retention_is_only_ever_raised(earlier):
    document = DocumentFactory(retain_until=date(2030, 1, 31))
    document.retain_until = earlier
    with pytest.raises(ValidationError, match="2030"):
        document.full_clean()
    with pytest.raises(DatabaseError, match="only ever raised"), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(retain_until=earlier)
    document.retain_until = date(2030, 2, 1)
    document.full_clean()
    document.save()


def test_of_several_uses_the_latest_counts():
    documents = DocumentFactory(), DocumentFactory(retain_until=date(2031, 1, 1))
    assert retain(*documents, until=date(2030, 6, 30), at=clock.now()) == 1
    kept = Document.objects.order_by("pk").values_list("retain_until", flat=True)
    assert list(kept) == [date(2030, 6, 30), date(2031, 1, 1)]


@pytest.mark.parametrize("days", [-1, 0, 1, 700])
def test_what_must_be_kept_cannot_be_deleted(days):
    document = DocumentFactory(retain_until=clock.now().date() + timedelta(days=days))
    with pytest.raises(DatabaseError, match="is kept until"), transaction.atomic():
        document.delete()
    with pytest.raises(DatabaseError, match="is kept until"), transaction.atomic():
        Document.objects.all().delete()


@pytest.mark.parametrize("until", [None, LONG_AGO])
def test_what_need_not_be_kept_can_be_deleted(until):
    DocumentFactory(retain_until=until).delete()
    assert not Document.objects.exists()


def test_a_shifted_clock_opens_no_lock():
    document = DocumentFactory(retain_until=clock.now().date() + timedelta(days=10))
    with (
        clock.shifted(timedelta(days=400)),
        pytest.raises(DatabaseError, match="is kept until"),
        transaction.atomic(),
    ):
        document.delete()


@pytest.mark.parametrize(
    "fields", [{"key": "documents/x"}, {"version_id": "2"}, {"sha256": "0" * 64}, {"size": 7}]
)
def test_what_names_the_bytes_never_changes(fields):
    document = DocumentFactory()
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(**fields)
