"""Locks that follow retention, and legal holds: on a real S3 server, and in a folder that has none."""

from datetime import UTC, date, datetime, timedelta

import pytest
from botocore.exceptions import ClientError
from django.db import IntegrityError, transaction

from documents import keeping, storage, tasks
from documents.actions import retain, settle
from documents.enums import STRUCTURE_ONLY, State
from documents.examination import Outcome
from documents.models import Document, Hold
from history.actions import first_break
from history.models import Event
from lifecycle import ActionRefused, clock
from outbox.jobs import TryLater
from outbox.models import Job
from tests.factories.documents import DocumentFactory, received

pytestmark = pytest.mark.django_db

CLEAN = Outcome(State.CLEAN, "", "application/pdf", STRUCTURE_ONLY)
LATER = date(2035, 3, 31)


def clean(**fields):
    document = received()
    settle(document, CLEAN, clock.now())
    Document.objects.filter(pk=document.pk).update(**fields)
    return Document.objects.get(pk=document.pk)


def work_off():
    for job in Job.objects.open().filter(task="documents.secure"):
        tasks.secure.body(**job.ids, at=clock.now())
        Job.objects.filter(pk=job.pk).update(done_at=clock.now())


def deleted_by_server(s3, document):
    try:
        s3.client.delete_object(Bucket=s3.bucket, Key=document.key, VersionId=document.version_id)
    except ClientError:
        return False
    return True


def test_what_must_be_kept_is_locked_by_the_server(s3):
    document = clean()
    retain(document, until=LATER, at=clock.now())
    work_off()
    document.refresh_from_db()
    assert document.version_id
    assert document.locked_until >= LATER
    lock = storage.describe(document.key, document.version_id).locked_until
    assert lock == datetime(2035, 4, 2, tzinfo=UTC)  # the day is over in every zone
    assert not deleted_by_server(s3, document)


def test_the_lock_is_only_ever_raised(s3):
    document = clean()
    for until in (LATER, date(2036, 1, 1), date(2030, 1, 1)):
        retain(document, until=until, at=clock.now())
        work_off()
    tasks.secure.body(document=document.pk, at=clock.now())
    document.refresh_from_db()
    assert (document.retain_until, document.locked_until) == (date(2036, 1, 1), date(2036, 1, 2))


def test_a_use_that_keeps_it_no_longer_promises_nothing(s3):
    document = clean(retain_until=LATER)
    assert retain(document, until=date(2030, 1, 1), at=clock.now()) == 0
    assert not Job.objects.filter(task="documents.secure").exists()


def test_the_lock_waits_for_the_checks(s3):
    document = received()
    retain(document, until=LATER, at=clock.now())
    work_off()
    assert storage.describe(document.key, document.version_id).locked_until is None
    settle(document, CLEAN, clock.now())
    work_off()
    assert storage.describe(document.key, document.version_id).locked_until


def test_what_was_refused_is_not_locked(s3):
    document = received()
    retain(document, until=LATER, at=clock.now())
    settle(document, Outcome(State.REFUSED, "password", "", STRUCTURE_ONLY), clock.now())
    work_off()
    assert deleted_by_server(s3, document)


def test_a_retention_that_is_over_locks_nothing(s3):
    document = clean()
    retain(document, until=date(2020, 1, 1), at=clock.now())
    work_off()
    document.refresh_from_db()
    assert document.locked_until is None


def test_a_storage_that_is_away_is_waited_for(s3, settings):
    document = clean(retain_until=LATER)
    settings.S3 = settings.S3 | {"endpoint_url": "http://127.0.0.1:9"}
    with pytest.raises(TryLater):
        tasks.secure.body(document=document.pk, at=clock.now())


def test_an_object_that_is_missing_is_not_waited_for(s3):
    document = DocumentFactory(clean=True, retain_until=LATER)
    with pytest.raises(storage.MissingObject):
        tasks.secure.body(document=document.pk, at=clock.now())


def test_a_lock_the_server_did_not_set_is_noticed(s3, monkeypatch):
    document = clean(retain_until=LATER)
    monkeypatch.setattr("documents.storage.bucket.Bucket.lock", lambda *args: None)
    with pytest.raises(TryLater, match="does not hold"):
        tasks.secure.body(document=document.pk, at=clock.now())
    document.refresh_from_db()
    assert document.locked_until is None


@pytest.mark.parametrize("place", ["folder", "off"])
def test_where_nothing_locks_nothing_is_promised(request, settings, place):
    if place == "off":
        request.getfixturevalue("s3")
        settings.S3 = settings.S3 | {"lock_mode": "off"}
    document = clean()
    retain(document, until=LATER, at=clock.now())
    assert not Job.objects.filter(task="documents.secure").exists()
    tasks.secure.body(document=document.pk, at=clock.now())
    document.refresh_from_db()
    assert document.locked_until is None


# Legal holds


def test_a_hold_is_set_and_lifted_with_reasons(anna):
    document = clean()
    keeping.set_hold(document, reason="Lawsuit 7 O 12/26", user=anna, at=clock.now())
    assert keeping.hold_on(document).reason == "Lawsuit 7 O 12/26"
    keeping.lift_hold(document, reason="Settled out of court", user=anna, at=clock.now())
    document = Document.objects.get(pk=document.pk)
    assert keeping.hold_on(document) is None
    told = [(one.code, one.params["reason"]) for one in Event.objects.about(document)[2:]]
    assert told == [
        ("document.hold_set", "Lawsuit 7 O 12/26"),
        ("document.hold_lifted", "Settled out of court"),
    ]
    assert first_break(document) is None


def test_the_server_holds_too(s3, anna):
    document = clean()
    keeping.set_hold(document, reason="Lawsuit", user=anna, at=clock.now())
    work_off()
    assert not deleted_by_server(s3, document)
    keeping.lift_hold(document, reason="Settled", user=anna, at=clock.now())
    work_off()
    assert deleted_by_server(s3, document)


@pytest.mark.parametrize(("act", "reason"), [("set_hold", " "), ("lift_hold", "")])
def test_a_hold_needs_a_reason(anna, act, reason):
    document = clean()
    with pytest.raises(ActionRefused) as refused:
        getattr(keeping, act)(document, reason=reason, user=anna, at=clock.now())
    assert "reason" in refused.value.fields
    assert not Hold.objects.exists()


def test_a_hold_is_set_once_and_lifted_once(anna):
    document = clean()
    with pytest.raises(ActionRefused, match="no legal hold"):
        keeping.lift_hold(document, reason="x", user=anna, at=clock.now())
    keeping.set_hold(document, reason="x", user=anna, at=clock.now())
    with pytest.raises(ActionRefused, match="already"):
        keeping.set_hold(document, reason="y", user=anna, at=clock.now())


def test_what_is_gone_cannot_be_held(anna):
    document = clean(bytes_deleted_at=clock.now())
    with pytest.raises(ActionRefused, match="deleted"):
        keeping.set_hold(document, reason="x", user=anna, at=clock.now())


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("documents_hold_has_reason", {"reason": ""}),
        ("documents_hold_lifted_by_somebody", {"lifted_at": clock.now}),
        ("documents_hold_lifted_by_somebody", {"lifted_by": True}),
    ],
)
def test_an_impossible_hold_is_refused(anna, constraint, fields):
    made = {"reason": "x", "set_by": anna, "set_at": clock.now(), **fields}
    if "lifted_by" in made:
        made["lifted_by"] = anna
    if "lifted_at" in made:
        made["lifted_at"] = clock.now()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Hold.objects.create(document=DocumentFactory(), **made)


def test_two_holds_at_once_are_refused(anna):
    held = {"document": DocumentFactory(), "reason": "x", "set_by": anna, "set_at": clock.now()}
    Hold.objects.create(**held)
    with pytest.raises(IntegrityError, match="documents_hold_one"), transaction.atomic():
        Hold.objects.create(**held)


@pytest.mark.parametrize(("days", "over"), [(0, False), (-1, False), (-2, True)])
def test_a_retention_ends_a_day_later_than_its_day(days, over):
    at = clock.now()
    until = at.astimezone(UTC).date() + timedelta(days=days)
    assert keeping.is_over(until, at) is over
    assert not keeping.is_over(None, at)
