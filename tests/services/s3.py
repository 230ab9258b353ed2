"""A real S3 server over HTTP (moto's), with versioning and object lock."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import boto3
import pytest

from tests.services import missing


@dataclass
class S3:
    """The server, and a client that sees what lies there."""

    server: Any
    client: Any
    bucket: str

    def keys(self) -> list[str]:
        """Every object's key, all versions counted."""
        versions = self.client.list_object_versions(Bucket=self.bucket).get("Versions", [])
        return [version["Key"] for version in versions]

    def lay(self, key: str, data: bytes) -> None:
        """Put an object into the server's memory, past its door: for a thousand of them."""
        from moto.core import DEFAULT_ACCOUNT_ID
        from moto.s3.models import s3_backends

        s3_backends[DEFAULT_ACCOUNT_ID]["aws"].put_object(self.bucket, key, data)

    def unfinished(self) -> list[str]:
        """Keys of multipart uploads nobody completed or aborted."""
        return [
            one["Key"] for one in self.client.list_multipart_uploads(Bucket=self.bucket).get("Uploads", [])
        ]


@pytest.fixture(scope="session")
def running_s3() -> Iterator[tuple[Any, str]]:
    try:
        from moto.server import ThreadedMotoServer
    except ImportError:
        missing("moto's S3 server")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield server, f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(running_s3, settings, request) -> S3:
    """The portal stores into an empty bucket of this server."""
    server, url = running_s3
    bucket = f"documents-{abs(hash(request.node.nodeid))}"
    settings.S3 = {
        "bucket": bucket,
        "endpoint_url": url,
        "region": "eu-central-1",
        "access_key": "tests",
        "secret_key": "tests",
        "lock_mode": "GOVERNANCE",
    }
    client = boto3.client(
        "s3",
        endpoint_url=url,
        region_name="eu-central-1",
        aws_access_key_id="tests",
        aws_secret_access_key="tests",
    )
    place = {"LocationConstraint": "eu-central-1"}
    client.create_bucket(Bucket=bucket, ObjectLockEnabledForBucket=True, CreateBucketConfiguration=place)
    return S3(server, client, bucket)
