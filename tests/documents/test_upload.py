"""Uploads over Django's whole request path: identical bytes, or nothing at all and words."""

import hashlib
import os
import socket
import tempfile
import time
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from documents import storage
from documents.models import Document
from outbox.models import Job
from tests.documents.urls import ChangedMindError
from tests.factories.documents import einvoice

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.documents.urls")]

UPLOAD = "/t/upload/"


@pytest.fixture
def client(anna):
    client = Client()
    client.force_login(anna)
    return client


def send(client, data, name="invoice.pdf", **fields):
    return client.post(UPLOAD, {"note": "typed before", "file": SimpleUploadedFile(name, data), **fields})


def errors(answer):
    assert answer.status_code == 422, answer.content
    return " ".join(answer.json()["errors"]["file"])


@pytest.mark.parametrize("size", [1, 1024 * 1024, 3 * 1024 * 1024 + 17, 9 * 1024 * 1024])
def test_the_bytes_arrive_as_they_were_sent(client, size):
    data = os.urandom(size - 1) + b"\r"
    answer = send(client, data)
    assert answer.json()["sha256"] == hashlib.sha256(data).hexdigest()
    document = Document.objects.get()
    assert b"".join(storage.read(document.key, document.version_id)) == data
    assert (document.size, document.state, document.name) == (size, "PENDING", "invoice.pdf")


def test_a_real_e_invoice_arrives_and_its_check_is_promised(client, anna):
    assert send(client, einvoice()).status_code == 200
    document = Document.objects.get()
    assert document.uploaded_by == anna
    assert Job.objects.open().get().ids == {"document": document.pk}


def test_bytes_that_look_like_a_boundary_stay_bytes(client):
    data = b"\r\n--BoUnDaRyStRiN" * 90_000 + b"\r\n--"
    send(client, data)
    document = Document.objects.get()
    assert b"".join(storage.read(document.key)) == data


def test_a_file_over_the_limit_is_refused_and_leaves_nothing(client, files, settings, monkeypatch, tmp_path):
    settings.UPLOAD_LIMIT_BYTES = 2 * 1024 * 1024
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "no-such-folder"))
    answer = send(client, b"x" * (2 * 1024 * 1024 + 1))
    assert "2 MB at most" in errors(answer)
    assert answer.json()["note"] == "typed before"
    assert files() == []
    assert send(client, b"x" * 2 * 1024 * 1024).status_code == 200


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("mail.eml", "Save the e-mail as PDF with its header"),
        ("event.MP4", "Give the link to the video"),
        ("old.doc", "today's office format"),
        ("all.zip", "one by one"),
        ("program.exe", "PDF, JPG, PNG, HEIC, DOCX, XLSX, PPTX, XML"),
        ("noending", "Send one of these"),
    ],
)
def test_a_wrong_type_is_told_the_way_out(client, files, name, words):
    assert words in errors(send(client, b"content", name))
    assert files() == []


def test_an_empty_file_and_no_file_have_their_own_words(client, files):
    assert "empty" in errors(send(client, b""))
    assert "Choose a file" in errors(client.post(UPLOAD, {"note": "typed before"}))
    assert files() == []
    assert not Document.objects.exists()


def test_a_storage_that_fails_is_our_fault_and_says_so(client, files, settings, tmp_path):
    blocker = tmp_path / "blocker"
    blocker.write_text("a file where the folder should be")
    settings.DOCUMENTS_FOLDER = blocker
    assert "could not be stored" in errors(send(client, einvoice()))
    assert not Document.objects.exists()


def test_a_disk_that_fills_up_in_the_middle_leaves_no_half_a_file(client, files, monkeypatch):
    from documents.storage.folder import FolderWriter

    plain = FolderWriter.write
    calls = []

    def full(self, data):
        calls.append(len(data))
        if len(calls) > 2:
            raise storage.StorageAway("No space left on device")
        plain(self, data)

    monkeypatch.setattr(FolderWriter, "write", full)
    assert "could not be stored" in errors(send(client, os.urandom(4 * 1024 * 1024)))
    assert files() == []


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_rolled_back_takes_its_file_with_it(client, files):
    with pytest.raises(ChangedMindError):
        send(client, einvoice(), then="break")
    assert files() == []
    assert not Document.objects.exists()
    assert not Job.objects.exists()


def test_a_file_nobody_claimed_is_discarded(client, files):
    file = SimpleUploadedFile("a.pdf", einvoice())
    assert client.post("/t/forgetful/", {"file": file}).content == b"1"
    assert files() == []


def test_someone_signed_out_is_asked_to_sign_in_before_anything_is_stored(files, db):
    answer = Client().post(UPLOAD, {"file": SimpleUploadedFile("a.pdf", einvoice())})
    assert answer.status_code == 302
    assert "next=" in answer["Location"]
    assert files() == []


def test_a_form_of_another_site_is_refused_and_its_file_let_go(anna, files):
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna)
    assert send(client, einvoice()).status_code == 403
    assert files() == []
    assert not Document.objects.exists()


def test_our_own_form_passes(anna):
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna)
    token = "a" * 32
    client.cookies["csrftoken"] = token
    assert send(client, einvoice(), csrfmiddlewaretoken=token).status_code == 200


@pytest.mark.parametrize(
    "name", ["in\0voice.pdf", "..\\in\u202evoice.pdf", "../x/invoice.pdf", "in\u200bvoice.pdf"]
)
def test_a_hostile_name_arrives_clean(client, name):
    head = f'--BoUnDaRy\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
    body = head + einvoice() + b"\r\n--BoUnDaRy--\r\n"
    assert client.post(UPLOAD, body, content_type="multipart/form-data; boundary=BoUnDaRy").status_code == 200
    assert Document.objects.get().name == "invoice.pdf"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_line_that_breaks_leaves_nothing_behind(live_server, client, files, share):
    address = urlsplit(live_server.url)
    data = os.urandom(24 * 1024 * 1024)
    head = b'--BoUnDaRy\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    length = len(head) + len(data) + len(b"\r\n--BoUnDaRy--\r\n")
    session = client.cookies["portal_session"].value
    token = "a" * 32
    request = (
        f"POST {UPLOAD} HTTP/1.1\r\nHost: {address.netloc}\r\nCookie: portal_session={session}; csrftoken={token}\r\n"
        f"X-CSRFToken: {token}\r\nContent-Type: multipart/form-data; boundary=BoUnDaRy\r\n"
        f"Content-Length: {length}\r\n\r\n"
    )
    with socket.create_connection((address.hostname, address.port)) as line:
        line.sendall(request.encode() + head + data[: int(len(data) * share)])
        seen = _until(files)
    assert seen, "The upload had begun"
    assert _until(lambda: not files()), "Half a file was left"
    assert not Document.objects.exists()


def _until(condition, seconds=10):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()
