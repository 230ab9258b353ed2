"""Both places for files keep the same promises: whole or not at all, written once, the version pinned."""

import os
import re
from datetime import UTC, datetime, timedelta
from urllib.request import urlopen

import pytest
from botocore.exceptions import ClientError

from documents import storage

MEGABYTE = 1024 * 1024


@pytest.fixture(params=["folder", "bucket"])
def place(request):
    return request.getfixturevalue("s3") if request.param == "bucket" else None


def write(data, key=None):
    key = key or storage.new_key()
    writer = storage.writer(key)
    for start in range(0, len(data), MEGABYTE):
        writer.write(data[start : start + MEGABYTE])
    return key, writer.close()


@pytest.mark.parametrize("size", [1, 8 * MEGABYTE, 8 * MEGABYTE + 1, 20 * MEGABYTE + 333])
def test_what_is_written_is_read(place, size):
    data = os.urandom(size)
    key, version = write(data)
    assert storage.exists(key, version)
    assert b"".join(storage.read(key, version)) == data


@pytest.mark.parametrize(("start", "end"), [(0, 1), (5, 9), (1_000_000, None), (999, 2_000_000)])
def test_a_part_is_read(place, start, end):
    data = os.urandom(2_000_000)
    key, version = write(data)
    assert b"".join(storage.read(key, version, start, end)) == data[start:end]


def test_what_is_deleted_is_gone_and_may_be_deleted_twice(place):
    key, version = write(b"x")
    storage.delete(key, version)
    storage.delete(key, version)
    assert not storage.exists(key, version)
    with pytest.raises(storage.MissingObject):
        storage.read(key, version)


@pytest.mark.parametrize("size", [1, 20 * MEGABYTE])
def test_what_is_aborted_was_never_there(place, files, size):
    key = storage.new_key()
    writer = storage.writer(key)
    writer.write(b"x" * size)
    writer.abort()
    assert not storage.exists(key)
    assert files() == []
    assert place is None or (place.keys(), place.unfinished()) == ([], [])


def test_it_says_whether_it_is_there(place, settings, tmp_path):
    storage.check()
    (tmp_path / "file").touch()
    settings.DOCUMENTS_FOLDER = tmp_path / "file"
    if settings.S3["bucket"]:
        settings.S3 = settings.S3 | {"bucket": "nobody-made-this-bucket"}
    with pytest.raises(storage.StorageAway):
        storage.check()


def test_a_folder_writes_a_key_once():
    key, _ = write(b"first")
    with pytest.raises(storage.KeyTaken):
        write(b"second", key)
    assert b"".join(storage.read(key)) == b"first"


def test_nothing_is_seen_in_a_folder_before_it_is_whole():
    key = storage.new_key()
    writer = storage.writer(key)
    writer.write(b"half")
    assert not storage.exists(key)
    writer.close()
    assert storage.exists(key)


def test_a_bucket_gives_the_version_that_was_written(s3):
    key, version = write(b"the original")
    s3.client.put_object(Bucket=s3.bucket, Key=key, Body=b"something else")
    assert b"".join(storage.read(key, version)) == b"the original"


def test_a_bucket_keeps_a_locked_version(s3):
    key, version = write(b"to be kept")
    until = datetime.now(UTC) + timedelta(days=30)
    lock = {"Mode": "GOVERNANCE", "RetainUntilDate": until}
    s3.client.put_object_retention(Bucket=s3.bucket, Key=key, VersionId=version, Retention=lock)
    with pytest.raises(storage.StorageAway):
        storage.delete(key, version)
    with pytest.raises(ClientError):
        s3.client.delete_object(Bucket=s3.bucket, Key=key, VersionId=version)
    assert b"".join(storage.read(key, version)) == b"to be kept"


def test_a_bucket_that_is_away_is_said_so(s3, settings):
    settings.S3 = settings.S3 | {"endpoint_url": "http://127.0.0.1:9"}
    writer = storage.writer(storage.new_key())
    writer.write(b"x")
    with pytest.raises(storage.StorageAway):
        writer.close()
    writer.abort()


@pytest.mark.parametrize("key", ["../etc/passwd", "documents/../x", "/etc/passwd", "documents/abc", ""])
def test_only_keys_of_documents_are_touched(key):
    for act in (storage.writer, storage.read, storage.delete, storage.exists):
        with pytest.raises(ValueError, match=re.escape(repr(key))):
            act(key)


def test_a_folder_gives_no_link():
    key, version = write(b"x")
    assert storage.presigned(key, version, name="x.pdf", content_type="application/pdf") is None


def test_a_link_of_the_bucket_gives_the_version_under_its_name(s3):
    key, version = write(b"the original")
    s3.client.put_object(Bucket=s3.bucket, Key=key, Body=b"something else")
    link = storage.presigned(key, version, name="Täg.pdf", content_type="application/pdf", seconds=3600)
    with urlopen(link) as answer:
        assert answer.read() == b"the original"
        assert answer.headers["Content-Type"] == "application/pdf"
        assert "attachment" in answer.headers["Content-Disposition"]
    assert "X-Amz-Expires=60&" in link


@pytest.mark.parametrize("new", [storage.new_key, storage.new_preview_key])
def test_documents_and_pictures_of_pages_have_keys_of_their_own(place, new):
    key, version = write(b"x", new())
    assert storage.exists(key, version)
