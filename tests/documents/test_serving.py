"""Only a CLEAN file leaves the portal, as it came, and each look is noted."""

import os

import pytest
from django.http import StreamingHttpResponse

from documents import actions
from documents.enums import STRUCTURE_ONLY, State
from documents.examination import Outcome
from documents.serving import serve
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
