"""What a bucket refuses: locked versions, versions under a legal hold. And what lies in a place, listed."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from botocore.exceptions import ClientError

from documents import storage
from documents.storage import Found, Kind

NOW = datetime.now(UTC).replace(microsecond=0)
SOON, LATER = NOW + timedelta(days=30), NOW + timedelta(days=60)


@pytest.fixture(params=["folder", "bucket"])
def place(request):
    return request.getfixturevalue("s3") if request.param == "bucket" else None


def written(data=b"to be kept", key=None):
    key = key or storage.new_key()
    writer = storage.writer(key)
    writer.write(data)
    return key, writer.close()


def refused(s3, key, version):
    """Whether the server itself refuses to delete this version."""
    try:
        s3.client.delete_object(Bucket=s3.bucket, Key=key, VersionId=version)
    except ClientError as error:
        return error.response["Error"]["Code"] == "AccessDenied"
    return False


@pytest.mark.parametrize("mode", ["GOVERNANCE", "COMPLIANCE"])
def test_the_server_refuses_to_delete_a_locked_version(s3, settings, mode):
    settings.S3 = settings.S3 | {"lock_mode": mode}
    key, version = written()
    storage.lock(key, version, SOON)
    assert s3.client.head_object(Bucket=s3.bucket, Key=key, VersionId=version)["ObjectLockMode"] == mode
    assert refused(s3, key, version)
    for delete in (lambda: storage.delete(key, version), lambda: storage.delete_versions(key)):
        with pytest.raises(storage.StorageAway):
            delete()
    assert b"".join(storage.read(key, version)) == b"to be kept"


@pytest.mark.parametrize("mode", ["GOVERNANCE", "COMPLIANCE"])
def test_a_lock_is_only_ever_raised(s3, settings, mode):
    settings.S3 = settings.S3 | {"lock_mode": mode}
    key, version = written()
    for until in (SOON, LATER, SOON):
        storage.lock(key, version, until)
    assert storage.describe(key, version).locked_until == LATER


def test_a_lock_nobody_can_lift_does_not_become_one_that_can_be_lifted(s3, settings):
    key, version = written()
    settings.S3 = settings.S3 | {"lock_mode": "COMPLIANCE"}
    storage.lock(key, version, SOON)
    settings.S3 = settings.S3 | {"lock_mode": "GOVERNANCE"}
    storage.lock(key, version, LATER)
    head = s3.client.head_object(Bucket=s3.bucket, Key=key, VersionId=version)
    assert (head["ObjectLockMode"], head["ObjectLockRetainUntilDate"]) == ("COMPLIANCE", LATER)


def test_the_lock_is_on_the_version_that_was_written(s3):
    key, version = written()
    again = s3.client.put_object(Bucket=s3.bucket, Key=key, Body=b"something else")["VersionId"]
    storage.lock(key, version, SOON)
    assert refused(s3, key, version)
    assert not refused(s3, key, again)


def test_a_lock_that_does_not_hold_is_said_so(s3, monkeypatch):
    key, version = written()
    monkeypatch.setattr("documents.storage.bucket.Bucket.lock", lambda *args: None)
    with pytest.raises(storage.StorageAway, match="does not hold"):
        storage.lock(key, version, SOON)


def test_a_bucket_without_object_lock_says_so(s3, settings):
    place = {"LocationConstraint": "eu-central-1"}
    s3.client.create_bucket(Bucket="plain", CreateBucketConfiguration=place)
    settings.S3 = settings.S3 | {"bucket": "plain"}
    key, version = written()
    with pytest.raises(storage.StorageAway):
        storage.lock(key, version, SOON)


def test_a_legal_hold_outlasts_a_lock_and_is_lifted(s3):
    key, version = written()
    storage.hold(key, version, True)
    storage.hold(key, version, True)
    assert refused(s3, key, version)
    assert storage.describe(key, version).held
    storage.hold(key, version, False)
    assert not storage.describe(key, version).held
    storage.delete(key, version)
    assert not storage.exists(key, version)


def test_a_folder_has_nothing_to_lock():
    key, version = written()
    assert not storage.locks()
    assert storage.describe(key, version).size == 10
    with pytest.raises(storage.StorageAway):
        storage.lock(key, version, SOON)


@pytest.mark.parametrize(("mode", "locks"), [("GOVERNANCE", True), ("COMPLIANCE", True), ("off", False)])
def test_whether_a_bucket_locks_is_a_setting(s3, settings, mode, locks):
    settings.S3 = settings.S3 | {"lock_mode": mode}
    assert storage.locks() is locks


def test_what_is_not_there_is_not_described(place):
    with pytest.raises(storage.MissingObject):
        storage.describe(storage.new_key())


def test_all_versions_go_and_nothing_else(s3):
    key, _ = written(b"first")
    s3.client.put_object(Bucket=s3.bucket, Key=key, Body=b"second")
    s3.client.delete_object(Bucket=s3.bucket, Key=key)
    s3.client.put_object(Bucket=s3.bucket, Key=key + "-longer", Body=b"of somebody else")
    other, _ = written(b"other")
    storage.delete_versions(key)
    storage.delete_versions(key)
    assert sorted(s3.keys()) == sorted([other, key + "-longer"])
    assert "DeleteMarkers" not in s3.client.list_object_versions(Bucket=s3.bucket)


def test_all_of_it_goes_from_a_folder(files):
    key, _ = written(b"first")
    storage.writer(key).write(b"an upload that broke off")
    storage.delete_versions(key)
    assert files() == []


def test_the_listing_names_everything(place):
    whole = [written()[0], written(key=storage.new_preview_key())[0]]
    writer = storage.writer(half := storage.new_key())
    writer.write(b"x" * 9_000_000)
    found = list(storage.listing())
    assert sorted(one.key for one in found if one.kind is Kind.OBJECT) == sorted(whole)
    assert [one.key for one in found if one.kind is Kind.PART] == [half]
    # moto gives every unfinished upload the same day of 2010.
    ages = [datetime.now(UTC) - one.at for one in found if one.kind is Kind.OBJECT]
    assert all(abs(age) < timedelta(minutes=5) for age in ages)
    for one in found:
        storage.discard(one)
    assert list(storage.listing()) == []


def test_a_place_nobody_used_lists_nothing(place):
    assert list(storage.listing()) == []


def test_a_long_listing_comes_in_pages(s3):
    for _number in range(1005):
        s3.lay(storage.new_key(), b"x")
    assert len(list(storage.listing())) == 1005


def test_nothing_of_others_is_discarded(settings):
    settings.DOCUMENTS_FOLDER.mkdir(parents=True)
    (settings.DOCUMENTS_FOLDER / "README").touch()
    (found,) = storage.listing()
    assert not storage.is_key(found.key)
    with pytest.raises(ValueError, match="README"):
        storage.discard(found)


def test_a_name_cannot_lead_out_of_the_place():
    with pytest.raises(ValueError, match="passwd"):
        storage.discard(Found(Kind.OBJECT, "../../etc/passwd", "", NOW))


def test_old_files_have_their_age(files):
    key, _ = written()
    os.utime(files()[0], (0, 0))
    (found,) = storage.listing()
    assert (found.key, found.at.year) == (key, 1970)
