"""A claim's pack, taken and opened."""

import io
import json
import subprocess
from zipfile import ZipFile

from django.test import Client
from django.urls import reverse

from claims.models import Proof
from documents.models import Document
from lifecycle import clock
from tests.factories.documents import received

DATA = bytes(range(256)) * 700


def with_bytes(claim, data=DATA, name="invoice.pdf", content_type="application/pdf"):
    """A clean file whose bytes lie in storage."""
    document = received(data, name, partner=claim.partner, user=claim.owner)
    Document.objects.filter(pk=document.pk).update(
        state="CLEAN", settled_at=document.received_at, engine="tests", content_type=content_type
    )
    return Document.objects.get(pk=document.pk)


def proven(claim, people, document, request=None):
    requirement = None if request else claim.activity.requirements.get(key="photos")
    return Proof.objects.create(
        claim=claim, requirement=requirement, request=request, document=document,
        added_by=people.anna, added_at=clock.now(),
    )  # fmt: skip


def take(claim, user):
    client = Client()
    client.force_login(user)
    answer = client.get(reverse("claim_pack", args=[claim.public_id]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def opened(claim, user):
    return ZipFile(io.BytesIO(take(claim, user)))


def manifest_of(archive):
    (path,) = [one for one in archive.namelist() if one.endswith("manifest.json")]
    return json.loads(archive.read(path))


def cover_text(data, tmp_path):
    archive = ZipFile(io.BytesIO(data))
    (path,) = [one for one in archive.namelist() if one.endswith("cover.pdf")]
    (tmp_path / "cover.pdf").write_bytes(archive.read(path))
    done = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "cover.pdf", "-"], capture_output=True, check=True
    )
    return " ".join(done.stdout.decode().split())
