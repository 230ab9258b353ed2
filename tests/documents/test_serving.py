"""Only a CLEAN file leaves the portal, as it came, and each look is noted."""

import gc
import os
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen
from wsgiref.util import FileWrapper

import pytest
from django.http import StreamingHttpResponse

from documents import actions
from documents.enums import STRUCTURE_ONLY, State
from documents.examination import Outcome
from documents.serving import serve, stream
from documents.storage import StorageAway
from history.models import AccessRecord
from lifecycle import ActionRefused, clock
from tests.factories.documents import DocumentFactory, received

pytestmark = pytest.mark.django_db

CLEAN = Outcome(State.CLEAN, "", "application/pdf", STRUCTURE_ONLY)
DATA = bytes(range(256)) * 4000


def clean(data=DATA, name="Rechnung März.pdf"):
    return actions.settle(received(data, name), CLEAN, clock.now())


def get(document, anna, byte_range=""):
    return serve(document, user=anna, at=clock.now(), byte_range=byte_range)


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_the_bytes_come_back_identical(anna):
    data = os.urandom(3_000_001)
    response = get(clean(data), anna)
    assert isinstance(response, StreamingHttpResponse)
    assert response["Content-Length"] == "3000001"
    assert body(response) == data


def test_the_headers_let_a_browser_only_save_it(anna):
    response = get(clean(), anna)
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Rechnung%20M%C3%A4rz.pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Type"] == "application/pdf"
    body(response)


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-99", 0, 100),
        ("bytes=500000-", 500_000, len(DATA)),
        ("bytes=-7", len(DATA) - 7, len(DATA)),
        ("bytes=10-99999999", 10, len(DATA)),
    ],
)
def test_a_part_is_served(anna, asked, start, end):
    response = get(clean(), anna, asked)
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {start}-{end - 1}/{len(DATA)}"
    assert response["Content-Length"] == str(end - start)
    assert body(response) == DATA[start:end]


@pytest.mark.parametrize("asked", ["", "bytes=-", "bytes=5-2", "bytes=0-1,5-9", "lines=1-2", "bytes=a-b"])
def test_a_range_nobody_understands_is_answered_with_all_of_it(anna, asked):
    response = get(clean(), anna, asked)
    assert response.status_code == 200
    assert body(response) == DATA


@pytest.mark.parametrize("asked", [f"bytes={len(DATA)}-", "bytes=-0", "bytes=99999999-"])
def test_a_range_that_does_not_exist_is_said_so(anna, asked):
    response = get(clean(), anna, asked)
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(DATA)}"


@pytest.mark.parametrize("state", ["pending", "refused", "infected", "failed"])
def test_nothing_else_is_ever_served(anna, state):
    document = DocumentFactory(**({} if state == "pending" else {state: True}))
    with pytest.raises(ActionRefused) as refusal:
        get(document, anna)
    assert "file" in str(refusal.value.reason)
    assert not AccessRecord.objects.exists()


def test_each_look_is_noted(anna):
    document = clean()
    body(get(document, anna))
    record = AccessRecord.objects.get()
    assert (record.subject_kind, record.subject_id, record.actor) == ("document", document.pk, anna)


@pytest.mark.urls("tests.documents.urls")
def test_a_get_serves_past_the_guard_against_writes(client, anna):
    client.force_login(anna)
    response = client.get(f"/t/documents/{clean().public_id}/", headers={"range": "bytes=1-3"})
    assert body(response) == DATA[1:4]
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert AccessRecord.objects.count() == 1


SIZES = [1, 255, 256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1, 1_000_003]
PARTS = [
    "",
    "bytes=0-0",
    "bytes=-1",
    "bytes=1-",
    "bytes=0-262143",
    "bytes=262143-262144",
    "bytes=0-",
    "bytes=-999999999",
]


@pytest.mark.parametrize("size", SIZES)
def test_bytes_and_parts_at_the_edges_of_chunks(anna, size):
    data = os.urandom(size)
    document = clean(data)
    for asked in PARTS:
        response = get(document, anna, asked)
        if response.status_code == 416:
            assert int(asked.removeprefix("bytes=").split("-")[0]) >= size
            continue
        first = response.get("Content-Range", f"bytes 0-{size - 1}/").removeprefix("bytes ").split("/")[0]
        start, last = map(int, first.split("-"))
        got = body(response)
        assert got == data[start : last + 1]
        assert response["Content-Length"] == str(len(got))


def test_the_same_on_an_s3_server(anna, s3):
    data = os.urandom(600_000)
    document = clean(data)
    assert body(get(document, anna)) == data
    assert body(get(document, anna, "bytes=262100-262200")) == data[262_100:262_201]
    assert body(get(document, anna, "bytes=-5")) == data[-5:]


def test_the_headers_alone(anna):
    document = clean()
    response = serve(document, user=anna, at=clock.now(), byte_range="bytes=0-4", head=True)
    assert (response.status_code, response.content) == (200, b"")
    assert response["Content-Length"] == str(len(DATA))
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Disposition"].startswith("attachment")
    assert not AccessRecord.objects.exists()


def test_a_broken_download_goes_on_where_it_was(anna):
    document = clean()
    etag = get(document, anna)["ETag"]
    again = {"user": anna, "at": clock.now(), "byte_range": "bytes=1000-"}
    assert body(serve(document, **again, if_range=etag)) == DATA[1000:]
    for other in ('"another"', "Mon, 23 Nov 2026 10:00:00 GMT"):
        response = serve(document, **again, if_range=other)
        assert (response.status_code, body(response)) == (200, DATA)


@pytest.mark.parametrize("asked", ["bytes=0-" + "9" * 6000, "bytes=" + "9" * 6000 + "-", "bytes=٣-٥"])
def test_figures_nobody_means_are_no_error(anna, asked):
    assert body(get(clean(), anna, asked)) == DATA


def test_an_object_that_ends_early_is_not_begun(anna, settings):
    document = clean()
    path = settings.DOCUMENTS_FOLDER / document.key
    path.chmod(0o600)
    path.write_bytes(DATA[:-1])
    with pytest.raises(StorageAway, match="before its last byte"):
        get(document, anna)


def test_a_web_server_gets_the_part_as_a_file_to_copy(anna):
    """gunicorn copies from where the file stands, as long as is announced; others read it to its end."""
    before = opened_documents()
    response = get(clean(), anna, "bytes=1000-1999")
    file = response.file_to_stream
    assert os.lseek(file.fileno(), 0, os.SEEK_CUR) == 1000
    assert response["Content-Length"] == "1000"
    assert b"".join(FileWrapper(file)) == DATA[1000:2000]
    response.close()
    assert opened_documents() == before


def test_what_comes_from_a_bucket_is_read(anna, s3):
    response = get(clean(), anna, "bytes=1000-1999")
    with pytest.raises(OSError, match="no file"):
        response.file_to_stream.fileno()
    assert b"".join(FileWrapper(response.file_to_stream)) == DATA[1000:2000]


def test_what_ends_early_in_a_bucket_breaks_off(s3):
    document, got = clean(), []
    with pytest.raises(StorageAway, match="before its last byte"):
        got.extend(stream(document, 0, document.size + 1))
    assert b"".join(got) == DATA, "Not a byte of it is kept back"


def test_a_client_that_leaves_closes_the_file(anna):
    before = opened_documents()
    response = get(clean(), anna)
    next(iter(response.streaming_content))
    assert len(opened_documents()) == len(before) + 1
    for close in response._resource_closers:
        close()
    assert opened_documents() == before


def opened_documents():
    """Stored files this process has open; what other tests left behind is closed first."""
    gc.collect()
    links = [f"/proc/self/fd/{one}" for one in os.listdir("/proc/self/fd")]
    return [link for link in links if os.path.islink(link) and "/documents/documents/" in os.readlink(link)]


def test_a_link_of_a_minute_where_settings_want_it(anna, s3, settings):
    settings.SERVE_BY_LINK = True
    document = clean()
    response = get(document, anna)
    assert response.status_code == 302
    assert response["Cache-Control"] == "no-store"
    asked = parse_qs(urlsplit(response.url).query)
    assert int(asked["X-Amz-Expires"][0]) <= 60
    assert asked["response-content-disposition"] == ["attachment; filename*=utf-8''Rechnung%20M%C3%A4rz.pdf"]
    assert asked["response-content-type"] == ["application/pdf"]
    assert asked["versionId"] == [document.version_id]
    with urlopen(response.url) as answer:
        assert answer.read() == DATA
    assert AccessRecord.objects.count() == 1


def test_no_link_for_what_may_not_be_seen(anna, s3, settings):
    settings.SERVE_BY_LINK = True
    for document in (
        DocumentFactory(infected=True),
        DocumentFactory(clean=True, bytes_deleted_at=clock.now()),
    ):
        with pytest.raises(ActionRefused):
            get(document, anna)


def test_a_folder_has_no_links_and_streams(anna, settings):
    settings.SERVE_BY_LINK = True
    assert body(get(clean(), anna)) == DATA
