"""Once before the first start, harmless afterwards: bucket and certificate.

The bucket is versioned with Object Lock, which can only be given at its birth. The
certificate is signed by itself, for trying out; put your own into the volume `tls`.
"""

import os
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import boto3
from botocore.exceptions import ClientError

TLS = Path("/tls")


def make_bucket() -> None:
    """Make the bucket of the documents unless it stands."""
    s3 = boto3.client(
        "s3",
        endpoint_url=os.environ["S3_ENDPOINT_URL"],
        region_name=os.environ.get("S3_REGION", "eu-central-1"),
        aws_access_key_id=os.environ["S3_ACCESS_KEY"],
        aws_secret_access_key=os.environ["S3_SECRET_KEY"],
    )
    try:
        s3.head_bucket(Bucket=os.environ["S3_BUCKET"])
    except ClientError:
        s3.create_bucket(Bucket=os.environ["S3_BUCKET"], ObjectLockEnabledForBucket=True)


def make_certificate() -> None:
    """Make a certificate for the host of ORIGIN unless one lies there."""
    if (TLS / "portal.crt").exists():
        return
    host = urlsplit(os.environ["ORIGIN"]).hostname or "localhost"
    names = ["-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}"]
    files = ["-keyout", str(TLS / "portal.key"), "-out", str(TLS / "portal.crt")]
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "365"]
    subprocess.run(["openssl", "req", *kind, *names, *files], check=True)
    # nginx runs as another user of the same volume.
    (TLS / "portal.key").chmod(0o644)


make_bucket()
make_certificate()
