"""Two people restrict a file; from then on nobody looks without a recorded reason."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from documents import restricting
from documents.models import Document, Restriction
from documents.serving import serve
from history.actions import first_break
from history.models import AccessRecord, Event
from lifecycle import ActionRefused, clock
from tests.factories.accounts import UserFactory
from tests.factories.documents import DocumentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    return DocumentFactory(clean=True)


@pytest.fixture
def paula():
    return UserFactory(name="Paula")


@pytest.fixture
def arno():
    return UserFactory(name="Arno")


def again(document):
    return Document.objects.get(pk=document.pk)


def restricted(document, paula, arno):
    restricting.ask(document, user=paula, at=clock.now(), reason="Guests' names")
    restricting.agree(document, user=arno, at=clock.now())
    return again(document)


def may(document, user, later=timedelta(0)):
    return restricting.may_look(again(document), user, clock.now() + later)


def test_it_works_from_the_second_yes_and_not_before(document, paula, arno, anna):
    restricting.ask(document, user=paula, at=clock.now(), reason="Guests' names")
    assert may(document, anna)
    restricting.agree(document, user=arno, at=clock.now())
    for user in (anna, paula, arno):
        assert not may(document, user)
        assert "Say why you need to look" in str(may(document, user).reason)


def test_a_reason_opens_it_for_this_person_and_a_quarter_of_an_hour(document, paula, arno, anna):
    restricted(document, paula, arno)
    restricting.give_reason(document, user=anna, at=clock.now(), reason="The guest asked us")
    assert may(document, anna)
    assert may(document, anna, timedelta(minutes=14, seconds=50))
    assert not may(document, anna, timedelta(minutes=15, seconds=1))
    assert not may(document, paula)
    record = AccessRecord.objects.get(subject_id=document.pk)
    assert (record.actor, record.reason, record.what) == (anna, "The guest asked us", "document.reason")


def test_a_reason_for_one_file_opens_no_other(document, paula, arno, anna):
    other = restricted(DocumentFactory(clean=True), paula, arno)
    restricted(document, paula, arno)
    restricting.give_reason(other, user=anna, at=clock.now(), reason="This one alone")
    assert not may(document, anna)


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_no_reason_is_said_at_the_field(document, paula, arno, anna, reason):
    restricted(document, paula, arno)
    for act in (restricting.ask, restricting.end, restricting.give_reason):
        with pytest.raises(ActionRefused) as refusal:
            act(document, user=anna, at=clock.now(), reason=reason)
        assert "reason" in refusal.value.fields
    assert not AccessRecord.objects.exists()
    assert restricting.restriction_of(again(document))


def test_who_asked_cannot_agree(document, paula, arno):
    restricting.ask(document, user=paula, at=clock.now(), reason="Guests' names")
    with pytest.raises(ActionRefused, match="Somebody else must agree"):
        restricting.agree(document, user=paula, at=clock.now())
    assert may(document, paula)


def test_it_is_asked_for_once_and_agreed_to_once(document, paula, arno):
    restricted(document, paula, arno)
    with pytest.raises(ActionRefused, match="restricted already"):
        restricting.ask(document, user=arno, at=clock.now(), reason="Again")
    with pytest.raises(ActionRefused, match="any more"):
        restricting.agree(document, user=paula, at=clock.now())


def test_ending_it_opens_the_file_and_it_can_be_restricted_anew(document, paula, arno, anna):
    restricted(document, paula, arno)
    restricting.end(document, user=paula, at=clock.now(), reason="The guest agreed")
    assert may(document, anna)
    with pytest.raises(ActionRefused, match="not restricted"):
        restricting.end(document, user=paula, at=clock.now(), reason="Twice")
    restricting.ask(document, user=arno, at=clock.now(), reason="Anew")
    restricting.agree(document, user=paula, at=clock.now())
    assert not may(document, anna)


def test_the_history_has_every_step_with_its_reason(document, paula, arno):
    restricted(document, paula, arno)
    restricting.end(document, user=arno, at=clock.now(), reason="No longer needed")
    restricting.ask(document, user=paula, at=clock.now(), reason="Again")
    restricting.end(document, user=arno, at=clock.now(), reason="No")
    told = [(one.code, one.actor.name, one.params.get("reason")) for one in Event.objects.about(document)]
    assert told == [
        ("document.restriction_asked", "Paula", "Guests' names"),
        ("document.restricted", "Arno", None),
        ("document.restriction_ended", "Arno", "No longer needed"),
        ("document.restriction_asked", "Paula", "Again"),
        ("document.restriction_turned_down", "Arno", "No"),
    ]
    assert first_break(document) is None


def test_a_restricted_file_is_not_served(document, paula, arno, anna):
    restricted(document, paula, arno)
    for head in (False, True):
        with pytest.raises(ActionRefused, match="restricted"):
            serve(again(document), user=anna, at=clock.now(), head=head)
    assert not AccessRecord.objects.exists()


@pytest.mark.parametrize("trait", ["refused", "infected", "failed", "pending"])
def test_no_reason_opens_what_did_not_pass_the_checks(trait, paula, arno, anna):
    document = DocumentFactory(**({} if trait == "pending" else {trait: True}))
    restricting.give_reason(document, user=anna, at=clock.now(), reason="Let me")
    assert not may(document, anna)
    restricted(document, paula, arno)
    assert not may(document, anna)


def test_deleted_bytes_say_since_when(document, anna):
    Document.objects.filter(pk=document.pk).update(bytes_deleted_at=clock.now())
    assert "deleted after its retention on" in str(may(document, anna).reason)


def test_many_files_are_asked_about_without_a_query_each(anna, django_assert_num_queries):
    for _ in range(5):
        DocumentFactory(clean=True)
    at = clock.now()
    with django_assert_num_queries(2):
        documents = Document.objects.prefetch_related("restrictions")
        assert all(restricting.may_look(one, anna, at) for one in documents)


# What the database refuses


def row(document, paula, **fields):
    usual = {"document": document, "reason": "Why", "asked_by": paula, "asked_at": clock.now()}
    return Restriction(**(usual | fields))


BROKEN = {
    "documents_restriction_by_two": lambda paula, arno: [
        {"agreed_by": paula, "agreed_at": clock.now()},
        {"agreed_by": arno},
        {"agreed_at": clock.now()},
    ],
    "documents_restriction_ended_by_somebody": lambda paula, arno: [
        {"ended_by": arno},
        {"ended_at": clock.now()},
    ],
    "documents_restriction_has_reason": lambda paula, arno: [{"reason": ""}],
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_restriction_that_cannot_be(document, paula, arno, name):
    for fields in BROKEN[name](paula, arno):
        broken = row(document, paula, **fields)
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            broken.save()
        with pytest.raises(ValidationError):
            broken.full_clean()


def test_documents_restriction_one(document, paula, arno):
    row(document, paula).save()
    with pytest.raises(IntegrityError, match="documents_restriction_one"), transaction.atomic():
        row(document, arno).save()
    with pytest.raises(ValidationError, match="restricted already"):
        row(document, arno).validate_constraints()
    Restriction.objects.update(ended_by=arno, ended_at=clock.now())
    row(document, arno).save()
