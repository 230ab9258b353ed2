"""Rows and stored files, compared: whatever does not fit is named, and nothing that is needed is deleted."""

import logging
import os
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from documents import keeping, reconciling, storage, tasks
from documents.actions import settle
from documents.models import Document, Page
from documents.reconciling import Fault
from lifecycle import clock
from tests.documents.test_keeping import CLEAN
from tests.factories.documents import DocumentFactory, received

pytestmark = pytest.mark.django_db

LATER = date(2035, 3, 31)


@pytest.fixture(params=["folder", "bucket"])
def place(request):
    return request.getfixturevalue("s3") if request.param == "bucket" else None


@pytest.fixture
def days_later(monkeypatch):
    """Let the comparison happen days after what was stored now."""

    def later(days=2):
        now = clock.now() + timedelta(days=days)
        monkeypatch.setattr("lifecycle.clock.now", lambda: now)

    return later


def compared(*options):
    """Exit code, and what was printed."""
    out = StringIO()
    try:
        call_command("reconcile_documents", *options, stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue()
    return 0, out.getvalue()


def faults():
    return sorted(one.fault for one in reconciling.differences(clock.now()))


def put(key=None):
    writer = storage.writer(key := key or storage.new_key())
    writer.write(b"x")
    return key, writer.close()


def clean(**fields):
    document = received()
    settle(document, CLEAN, clock.now())
    Document.objects.filter(pk=document.pk).update(**fields)
    return Document.objects.get(pk=document.pk)


def page_of(document, **fields):
    key, version = put(storage.new_preview_key())
    thumbnail, thumbnail_version = put(storage.new_preview_key())
    made = {
        "key": key,
        "version_id": version,
        "thumbnail_key": thumbnail,
        "thumbnail_version_id": thumbnail_version,
    }
    return Page.objects.create(document=document, number=1, width=1, height=1, **(made | fields))


def test_all_is_well(place, days_later):
    page_of(clean())
    received()
    days_later()
    code, printed = compared()
    assert (code, printed.strip()) == (0, "Rows and stored files agree.")


def test_a_row_without_its_object(place):
    document = received()
    storage.delete(document.key, document.version_id)
    code, printed = compared("--fix-orphans")
    assert code == 1
    assert f"row without its object: {document.number} {document.key}" in printed


def test_a_page_without_its_picture(place):
    page = page_of(clean())
    storage.delete(page.thumbnail_key, page.thumbnail_version_id)
    assert faults() == [Fault.NO_PICTURE]


def test_an_orphan_is_named_and_stays_until_it_is_asked_for(place, days_later):
    key, version = put()
    days_later()
    code, printed = compared()
    assert (code, storage.exists(key, version)) == (1, True)
    assert f"object without a row: {key}" in printed


def test_an_orphan_is_deleted_when_asked_for(place, days_later):
    kept = received()
    page = page_of(kept)
    put()
    put(storage.new_preview_key())
    days_later()
    code, printed = compared("--fix-orphans")
    assert code == 0
    assert printed.count("(deleted)") == 2
    left = {one.key for one in storage.listing()}
    assert left == {kept.key, page.key, page.thumbnail_key}


def test_what_is_younger_than_a_day_is_left_alone(place):
    key, version = put()
    assert compared("--fix-orphans")[0] == 0
    assert storage.exists(key, version)


def test_an_orphan_that_got_its_row_meanwhile_stays(place, days_later):
    key, version = put()
    days_later()
    (difference,) = reconciling.differences(clock.now())
    DocumentFactory(key=key, version_id=version)
    assert not reconciling.remove(difference)
    assert storage.exists(key, version)


def test_what_kill_left_of_an_upload_goes(files, days_later):
    """A worker killed in the middle leaves a part; killed between two steps, a part beside the whole file."""
    storage.writer(storage.new_key()).write(b"half")
    document = received()
    beside = files()[0].parent / f"{document.key.split('/')[1]}.part"
    beside.write_bytes(b"half")
    assert compared("--fix-orphans")[0] == 0
    assert len(files()) == 3
    days_later()
    assert compared()[0] == 1
    assert compared("--fix-orphans")[0] == 0
    assert [path.name for path in files()] == [document.key.split("/")[1]]


def test_an_unfinished_upload_to_the_bucket_goes(s3):
    storage.writer(storage.new_key()).write(b"x" * 9_000_000)
    assert faults() == [Fault.UNFINISHED]
    assert compared("--fix-orphans")[0] == 0
    assert s3.unfinished() == []


def test_bytes_that_should_be_gone(place):
    document = clean(bytes_deleted_at=clock.now())
    code, printed = compared("--fix-orphans")
    assert (code, storage.exists(document.key, document.version_id)) == (1, True)
    assert f"bytes that should be gone: {document.key}" in printed


def test_bytes_that_are_gone_as_they_should(place):
    document = clean(bytes_deleted_at=clock.now())
    storage.delete(document.key, document.version_id)
    assert compared()[0] == 0


def test_an_object_of_another_size(files):
    received()
    with files()[0].open("ab") as file:
        file.write(b"more")
    assert faults() == [Fault.OTHER_SIZE]


def test_another_version_over_a_document(s3):
    document = received()
    s3.client.put_object(Bucket=s3.bucket, Key=document.key, Body=b"something else")
    assert faults() == [Fault.OTHER_VERSION]
    assert compared("--fix-orphans")[0] == 1
    assert len(s3.keys()) == 2


def test_what_others_put_there_is_named_and_stays(files, settings, days_later):
    settings.DOCUMENTS_FOLDER.mkdir(parents=True)
    (settings.DOCUMENTS_FOLDER / "README").touch()
    days_later()
    assert faults() == [Fault.FOREIGN]
    assert compared("--fix-orphans")[0] == 1
    assert len(files()) == 1


def test_a_lock_that_is_missing_or_too_short(s3):
    document = clean(retain_until=LATER)
    assert faults() == [Fault.LOCK]
    storage.lock(document.key, document.version_id, datetime(2035, 1, 1, tzinfo=UTC))
    assert faults() == [Fault.LOCK]
    keeping.secure(document, clock.now())
    assert faults() == []


def test_a_lock_the_row_does_not_know(s3):
    document = clean(retain_until=LATER)
    storage.lock(document.key, document.version_id, keeping.lock_ends(LATER))
    assert faults() == [Fault.LOCK_UNSEEN]


def test_locks_are_set_when_asked_for(s3, anna):
    """What was kept before the portal set locks."""
    document = clean(retain_until=LATER)
    keeping.set_hold(document, reason="Lawsuit", user=anna, at=clock.now())
    assert compared()[0] == 1
    code, printed = compared("--fix-locks")
    assert (code, printed.count("(set)")) == (0, 2)
    assert compared()[0] == 0
    document.refresh_from_db()
    assert document.locked_until


def test_a_hold_only_one_side_knows(s3, anna):
    document = clean()
    keeping.set_hold(document, reason="Lawsuit", user=anna, at=clock.now())
    assert faults() == [Fault.HOLD]
    keeping.secure(document, clock.now())
    assert faults() == []


def test_many_files_take_a_fixed_number_of_questions(django_assert_max_num_queries, settings):
    rows = [DocumentFactory(size=1) for _number in range(30)]
    for row in rows:
        put(row.key)
    with django_assert_max_num_queries(8):
        assert faults() == []


def test_a_storage_that_is_away_is_no_difference(s3, settings):
    settings.S3 = settings.S3 | {"endpoint_url": "http://127.0.0.1:9"}
    code, _printed = compared()
    assert code == 2


def test_the_daily_look_says_aloud_and_changes_nothing(files, caplog, days_later):
    put()
    os.utime(files()[0], (0, 0))
    with caplog.at_level(logging.ERROR):
        tasks.reconcile()
    assert "ALARM: object without a row" in caplog.text
    assert len(files()) == 1


def test_the_daily_look_says_that_it_could_not_look(s3, settings, caplog):
    settings.S3 = settings.S3 | {"endpoint_url": "http://127.0.0.1:9"}
    with caplog.at_level(logging.ERROR):
        tasks.reconcile()
    assert "could not be compared" in caplog.text
