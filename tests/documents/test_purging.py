"""Deleting what is past its retention: by two people, all of it, and the tombstone stays."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from documents import keeping, purging, restricting, storage, tasks
from documents.actions import settle
from documents.enums import Kept, State
from documents.models import Document, Page, Purge, PurgeItem
from history.actions import first_break
from history.models import Event
from lifecycle import ActionRefused, clock
from outbox.jobs import TryLater
from outbox.models import Job
from tests.documents.test_keeping import CLEAN
from tests.factories.accounts import UserFactory
from tests.factories.documents import DocumentFactory, received
from tests.factories.programs import ProgramFactory

pytestmark = pytest.mark.django_db

LONG_AGO = date(2022, 1, 31)


def nobody_needs_it(documents):
    return {}


def all_are_needed(documents):
    return {document.pk: Kept.REQUEST for document in documents}


@pytest.fixture
def paula(db):
    return UserFactory(name="Paula")


@pytest.fixture
def arno(db):
    return UserFactory(name="Arno")


@pytest.fixture(params=["folder", "bucket"])
def place(request):
    return request.getfixturevalue("s3") if request.param == "bucket" else None


def old(**fields):
    """A clean file with bytes, past its retention."""
    document = received()
    settle(document, CLEAN, clock.now())
    Document.objects.filter(pk=document.pk).update(**({"retain_until": LONG_AGO} | fields))
    return Document.objects.get(pk=document.pk)


def drawn(document):
    """A page with its picture and thumbnail."""
    keys = []
    for data in (b"picture", b"thumbnail"):
        writer = storage.writer(key := storage.new_preview_key())
        writer.write(data)
        keys.append((key, writer.close()))
    (key, version), (small, small_version) = keys
    return Page.objects.create(
        document=document,
        number=1,
        key=key,
        version_id=version,
        thumbnail_key=small,
        thumbnail_version_id=small_version,
        width=10,
        height=10,
        text="What stood in it",
    )


def listed(paula, *documents, in_use=nobody_needs_it):
    return purging.make(
        ProgramFactory(), documents, reason="Spring clean", user=paula, at=clock.now(), in_use=in_use
    )


def carried_out(purge, user, in_use=nobody_needs_it):
    return purging.carry_out(purge, user=user, at=clock.now(), in_use=in_use)


def work_off():
    for job in Job.objects.open().filter(task=purging.REMOVE):
        tasks.remove.body(**job.ids, at=clock.now())


def test_two_people_delete_everything_of_a_file(place, paula, arno):
    document, stays = old(), old()
    drawn(document)
    purge = listed(paula, document)
    assert storage.exists(document.key, document.version_id)
    carried_out(purge, arno)
    work_off()
    work_off()
    assert [one.key for one in storage.listing()] == [stays.key]
    document.refresh_from_db()
    assert document.bytes_deleted_at
    assert not document.drawn_pages.exists()
    assert purge.items.get().done_at


def test_the_tombstone_stays_in_the_history(paula, arno):
    document = old(name="Agenda.pdf")
    carried_out(purge := listed(paula, document), arno)
    stone = Event.objects.about(document).last()
    assert (stone.code, stone.actor) == ("document.purged", arno)
    assert stone.params == {
        "name": "Agenda.pdf",
        "sha256": document.sha256,
        "made_by": str(paula),
        "agreed_by": str(arno),
        "reason": "Spring clean",
        "purge": purge.public_id,
    }
    assert [one.code for one in Event.objects.about(purge)] == ["purge.made", "purge.carried_out"]
    assert first_break(document) is None
    assert first_break(purge) is None


def test_other_versions_go_too(s3, paula, arno):
    document = old()
    s3.client.put_object(Bucket=s3.bucket, Key=document.key, Body=b"another version")
    carried_out(listed(paula, document), arno)
    work_off()
    assert s3.keys() == []


def test_nobody_carries_out_what_they_made(paula):
    purge = listed(paula, old())
    with pytest.raises(ActionRefused, match="Somebody else") as refused:
        carried_out(purge, paula)
    assert refused.value.verdict.forbidden
    assert Document.objects.filter(bytes_deleted_at=None).count() == 1


def test_a_list_is_carried_out_once(paula, arno):
    purge = listed(paula, old())
    carried_out(purge, arno)
    with pytest.raises(ActionRefused, match="already"):
        carried_out(purge, arno)
    with pytest.raises(ActionRefused, match="already"):
        purging.cancel(purge, user=paula, at=clock.now())
    assert Job.objects.filter(task=purging.REMOVE).count() == 1


def test_who_made_a_list_may_cancel_it(paula, arno):
    purge = listed(paula, document := old())
    purging.cancel(purge, user=paula, at=clock.now())
    with pytest.raises(ActionRefused, match="cancelled"):
        carried_out(purge, arno)
    assert storage.exists(document.key, document.version_id)
    assert Event.objects.about(purge).last().code == "purge.cancelled"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"retain_until": clock.now}, Kept.RETENTION),
        ({"bytes_deleted_at": clock.now}, Kept.GONE),
        ({"locked_until": clock.now}, Kept.LOCK),
    ],
)
def test_what_changed_meanwhile_is_passed_over(paula, arno, changed, why):
    document, other = old(), old()
    purge = listed(paula, document, other)
    Document.objects.filter(pk=document.pk).update(**{name: clock.now() for name in changed})
    carried_out(purge, arno)
    assert [item.kept_because for item in purge.items.all()] == [why, ""]
    assert storage.exists(document.key, document.version_id)


def test_what_is_held_meanwhile_is_passed_over(paula, arno):
    purge = listed(paula, document := old())
    keeping.set_hold(document, reason="Lawsuit", user=paula, at=clock.now())
    carried_out(purge, arno)
    assert purge.items.get().kept_because == Kept.HOLD
    assert Document.objects.get().bytes_deleted_at is None
    assert Event.objects.about(purge).last().params == {"files": 0, "kept": 1}


def test_what_is_restricted_meanwhile_is_passed_over(paula, arno):
    purge = listed(paula, document := old())
    restricting.ask(document, reason="Data of a child", user=paula, at=clock.now())
    carried_out(purge, arno)
    assert purge.items.get().kept_because == Kept.RESTRICTED


def test_the_candidates_are_what_nothing_keeps(paula, arno):
    at = clock.now()
    first, listed_already, later = old(), old(), old(retain_until=date(2021, 1, 1))
    old(retain_until=at.date())
    old(retain_until=None)
    old(bytes_deleted_at=at)
    old(locked_until=at.date() + timedelta(days=1))
    DocumentFactory(retain_until=LONG_AGO)
    keeping.set_hold(old(), reason="x", user=paula, at=at)
    restricting.ask(old(), reason="x", user=paula, at=at)
    purge = listed(paula, listed_already)
    assert list(purging.candidates(at)) == [later, first]
    purging.cancel(purge, user=arno, at=at)
    assert listed_already in purging.candidates(at)


def test_what_is_used_meanwhile_is_passed_over(paula, arno):
    purge = listed(paula, old())
    carried_out(purge, arno, in_use=all_are_needed)
    assert purge.items.get().kept_because == Kept.REQUEST
    assert not Job.objects.filter(task=purging.REMOVE).exists()


@pytest.mark.parametrize(
    "fields",
    [{"retain_until": None}, {"retain_until": date(2040, 1, 1)}, {"bytes_deleted_at": clock.now}],
    ids=["never retained", "still retained", "gone"],
)
def test_only_what_is_past_its_retention_is_listed(paula, fields):
    fields = {name: value() if callable(value) else value for name, value in fields.items()}
    document = DocumentFactory(clean=True, **fields)
    with pytest.raises(ActionRefused, match="must be kept"):
        listed(paula, document)


def test_what_is_being_checked_is_not_listed(paula):
    with pytest.raises(ActionRefused, match="must be kept"):
        listed(paula, DocumentFactory(retain_until=LONG_AGO))
    assert Document.objects.get().state == State.PENDING


def test_an_empty_list_is_none(paula):
    with pytest.raises(ActionRefused, match="at least one"):
        listed(paula)


def test_a_list_needs_a_reason(paula):
    with pytest.raises(ActionRefused) as refused:
        purging.make(
            ProgramFactory(), [old()], reason=" ", user=paula, at=clock.now(), in_use=nobody_needs_it
        )
    assert "reason" in refused.value.fields


def test_a_lock_that_lasts_longer_is_waited_for(s3, paula, arno):
    document = old()
    storage.lock(document.key, document.version_id, clock.now() + timedelta(days=9))
    carried_out(purge := listed(paula, document), arno)
    with pytest.raises(TryLater):
        work_off()
    assert purge.items.get().done_at is None


def test_bytes_of_what_is_not_purged_stay(paula):
    document = old()
    tasks.remove.body(document=document.pk, at=clock.now())
    assert storage.exists(document.key, document.version_id)


# What the database refuses


def purge_of(user, **fields):
    return Purge.objects.create(
        program=ProgramFactory(), **({"reason": "x", "made_by": user, "made_at": clock.now()} | fields)
    )


def test_one_person_is_not_two(paula):
    with pytest.raises(IntegrityError, match="documents_purge_by_two"), transaction.atomic():
        purge_of(paula, agreed_by=paula, agreed_at=clock.now())


def test_who_agreed_is_known(paula):
    with pytest.raises(IntegrityError, match="documents_purge_by_two"), transaction.atomic():
        purge_of(paula, agreed_at=clock.now())


def test_a_list_is_not_carried_out_and_cancelled(paula, arno):
    at = clock.now()
    with pytest.raises(IntegrityError, match="documents_purge_agreed_or_cancelled"), transaction.atomic():
        purge_of(paula, agreed_by=arno, agreed_at=at, cancelled_at=at)


def test_a_list_without_a_reason_is_refused(paula):
    with pytest.raises(IntegrityError, match="documents_purge_has_reason"), transaction.atomic():
        purge_of(paula, reason="")


def test_a_file_stands_in_a_list_once(paula):
    purge, document = purge_of(paula), DocumentFactory()
    PurgeItem.objects.create(purge=purge, document=document)
    with pytest.raises(IntegrityError, match="documents_purge_item_once"), transaction.atomic():
        PurgeItem.objects.create(purge=purge, document=document)
