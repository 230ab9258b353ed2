"""Documents in a private, versioned S3 bucket; every read names the version that was written."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import lru_cache
from io import UnsupportedOperation
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from django.utils.http import content_disposition_header

from documents.storage.errors import MissingObject, StorageAway
from documents.storage.found import Found, Kind, Stored

#: S3's parts have at least 5 MB; one part is all of a file that is ever in memory.
PART_SIZE = 8 * 1024 * 1024
READ_SIZE = 256 * 1024
MISSING = {"404", "NoSuchKey", "NoSuchVersion", "NotFound", "NoSuchUpload"}
#: S3_LOCK_MODE for a bucket without Object Lock; and the mode nobody can take back.
NO_LOCKS, STRICT = "off", "COMPLIANCE"
#: A request of a person waits for this: short, and tried three times.
TIMES = Config(
    connect_timeout=3,
    read_timeout=20,
    retries={"total_max_attempts": 3, "mode": "standard"},
    # The signature whose links end after seconds; a server that is not AWS is offered an older one otherwise.
    signature_version="s3v4",
)


@lru_cache(maxsize=4)
def _client(endpoint_url: str | None, region: str, access_key: str, secret_key: str) -> Any:
    """One client a process and setting: making one takes a quarter of a second, and threads may share it."""
    return boto3.session.Session().client(
        "s3",
        endpoint_url=endpoint_url,
        region_name=region,
        aws_access_key_id=access_key or None,
        aws_secret_access_key=secret_key or None,
        config=TIMES,
    )


@contextmanager
def _told_apart() -> Iterator[None]:
    """boto's many errors, in the words of this room."""
    try:
        yield
    except ClientError as error:
        missing = error.response.get("Error", {}).get("Code") in MISSING
        raise (MissingObject if missing else StorageAway)(str(error)) from error
    except (BotoCoreError, HTTPClientError, OSError) as error:
        raise StorageAway(str(error)) from error


class BucketWriter:
    """Sends parts as they fill; a file of one part is put at once."""

    def __init__(self, client: Any, bucket: str, key: str) -> None:
        self._client = client
        self._object = {"Bucket": bucket, "Key": key}
        self._buffer = bytearray()
        self._upload: dict[str, str] = {}
        self._parts: list[dict[str, Any]] = []

    def write(self, data: bytes) -> None:
        self._buffer += data
        while len(self._buffer) >= PART_SIZE:
            self._send_part(PART_SIZE)

    def close(self) -> str:
        with _told_apart():
            if not self._upload:
                answer = self._client.put_object(**self._object, Body=bytes(self._buffer))
            else:
                if self._buffer:
                    self._send_part(len(self._buffer))
                answer = self._client.complete_multipart_upload(
                    **self._object, **self._upload, MultipartUpload={"Parts": self._parts}
                )
        self._buffer.clear()
        return answer.get("VersionId", "")

    def abort(self) -> None:
        self._buffer.clear()
        if self._upload:
            with suppress(StorageAway), _told_apart():
                self._client.abort_multipart_upload(**self._object, **self._upload)

    def _send_part(self, size: int) -> None:
        with _told_apart():
            if not self._upload:
                self._upload = {"UploadId": self._client.create_multipart_upload(**self._object)["UploadId"]}
            number = len(self._parts) + 1
            part = self._client.upload_part(
                **self._object, **self._upload, PartNumber=number, Body=bytes(self._buffer[:size])
            )
        self._parts.append({"PartNumber": number, "ETag": part["ETag"]})
        del self._buffer[:size]


class BucketReader:
    """Reads the body of one answer in chunks."""

    def __init__(self, body: Any) -> None:
        self._body = body

    def __iter__(self) -> "BucketReader":
        return self

    def __next__(self) -> bytes:
        with _told_apart():
            data = self._body.read(READ_SIZE)
        if not data:
            self.close()
            raise StopIteration
        return data

    def fileno(self) -> int:
        raise UnsupportedOperation("What comes from a bucket is no file.")

    def close(self) -> None:
        self._body.close()


class Bucket:
    """The bucket of the settings."""

    def __init__(
        self,
        bucket: str,
        endpoint_url: str | None,
        region: str,
        access_key: str,
        secret_key: str,
        lock_mode: str,
    ) -> None:
        self._name = bucket
        self._mode = lock_mode
        self._client = _client(endpoint_url, region, access_key, secret_key)

    def writer(self, key: str) -> BucketWriter:
        return BucketWriter(self._client, self._name, key)

    def read(self, key: str, version_id: str, start: int, end: int | None) -> BucketReader:
        last = "" if end is None else str(end - 1)
        wanted = {"Range": f"bytes={start}-{last}"} if start or last else {}
        with _told_apart():
            return BucketReader(self._client.get_object(**self._version(key, version_id), **wanted)["Body"])

    def delete(self, key: str, version_id: str) -> None:
        with suppress(MissingObject), _told_apart():
            self._client.delete_object(**self._version(key, version_id))

    def exists(self, key: str, version_id: str) -> bool:
        try:
            with _told_apart():
                self._client.head_object(**self._version(key, version_id))
        except MissingObject:
            return False
        return True

    def check(self) -> None:
        with _told_apart():
            self._client.head_bucket(Bucket=self._name)

    def presigned(
        self, key: str, version_id: str, *, name: str, content_type: str, seconds: int
    ) -> str | None:
        asked = {
            "ResponseContentDisposition": content_disposition_header(as_attachment=True, filename=name),
            "ResponseContentType": content_type,
            "ResponseCacheControl": "no-store",
        }
        with _told_apart():
            link: str = self._client.generate_presigned_url(
                "get_object", Params=self._version(key, version_id) | asked, ExpiresIn=seconds
            )
        return link

    @property
    def locks(self) -> bool:
        return self._mode != NO_LOCKS

    def describe(self, key: str, version_id: str) -> Stored:
        found = self._head(key, version_id)
        held = found.get("ObjectLockLegalHoldStatus") == "ON"
        return Stored(found["ContentLength"], found.get("ObjectLockRetainUntilDate"), held)

    def _head(self, key: str, version_id: str) -> dict[str, Any]:
        with _told_apart():
            found: dict[str, Any] = self._client.head_object(**self._version(key, version_id))
        return found

    def lock(self, key: str, version_id: str, until: datetime) -> None:
        # A mode is only ever made stricter; a server would refuse the rest anyway.
        strict = self._head(key, version_id).get("ObjectLockMode") == STRICT
        lock = {"Mode": STRICT if strict else self._mode, "RetainUntilDate": until}
        with _told_apart():
            self._client.put_object_retention(**self._version(key, version_id), Retention=lock)

    def hold(self, key: str, version_id: str, held: bool) -> None:
        status = {"Status": "ON" if held else "OFF"}
        with _told_apart():
            self._client.put_object_legal_hold(**self._version(key, version_id), LegalHold=status)

    def delete_versions(self, key: str) -> None:
        # The prefix finds longer keys too, if anybody ever makes one; and markers hide what is below them.
        for one in self._versions(key, "Versions", "DeleteMarkers"):
            if one["Key"] == key:
                self.delete(key, one["VersionId"])

    def listing(self) -> Iterator[Found]:
        for one in self._versions("", "Versions"):
            yield Found(Kind.OBJECT, one["Key"], one["VersionId"], one["LastModified"])
        for one in self._pages("list_multipart_uploads", "Uploads"):
            yield Found(Kind.PART, one["Key"], one["UploadId"], one["Initiated"])

    def _versions(self, prefix: str, *kinds: str) -> Iterator[dict[str, Any]]:
        return self._pages("list_object_versions", *kinds, Prefix=prefix)

    def _pages(self, operation: str, *kinds: str, **asked: str) -> Iterator[dict[str, Any]]:
        """The rows of an answer that comes a thousand at a time."""
        with _told_apart():
            for page in self._client.get_paginator(operation).paginate(Bucket=self._name, **asked):
                for kind in kinds:
                    yield from page.get(kind, [])

    def discard(self, found: Found) -> None:
        if found.kind is Kind.OBJECT:
            self.delete(found.key, found.handle)
            return
        with suppress(MissingObject), _told_apart():
            self._client.abort_multipart_upload(Bucket=self._name, Key=found.key, UploadId=found.handle)

    def _version(self, key: str, version_id: str) -> dict[str, str]:
        return {"Bucket": self._name, "Key": key} | ({"VersionId": version_id} if version_id else {})
