"""The bytes of refused and infected files go after 30 days; the row and the hash stay."""

from datetime import UTC, datetime, timedelta

import pytest

from documents import actions, storage, tasks, words
from documents.enums import STRUCTURE_ONLY, Problem, State
from documents.examination import GIVEN_UP, Outcome
from documents.models import Document, Hold, Restriction
from history.models import Event
from lifecycle import clock
from outbox.jobs import run
from outbox.models import Job
from tests.factories.documents import received

pytestmark = pytest.mark.django_db

REFUSED = Outcome(State.REFUSED, Problem.PASSWORD, "", STRUCTURE_ONLY)
INFECTED = Outcome(State.INFECTED, Problem.VIRUS, "", "ClamAV")
CLEAN = Outcome(State.CLEAN, "", "application/pdf", STRUCTURE_ONLY)
MONTH = timedelta(days=30, seconds=1)


def settled(outcome):
    return actions.settle(received(), outcome, clock.now())


def tick(after):
    """What the clock and the workers do so much later."""
    with clock.shifted(after):
        tasks.tick()
        for job in Job.objects.open().filter(task=actions.DELETE_BYTES, due_at__lte=clock.now()):
            run(job.pk, tasks.delete_bytes.body)


def bytes_there(document):
    return storage.exists(document.key, document.version_id)


@pytest.mark.parametrize("outcome", [REFUSED, INFECTED])
@pytest.mark.usefixtures("place")
def test_they_go_after_thirty_days_and_the_hash_stays(outcome):
    document = settled(outcome)
    tick(timedelta(days=29, hours=23))
    assert bytes_there(document)
    tick(MONTH)
    assert not bytes_there(document)
    after = Document.objects.get(pk=document.pk)
    assert (after.sha256, after.state) == (document.sha256, document.state)
    assert after.bytes_deleted_at > document.settled_at + timedelta(days=30)
    last = Event.objects.about(document).last()
    assert (last.code, last.params) == ("document.bytes_deleted", {"sha256": document.sha256})
    assert "its SHA-256 stays" in words.event_words(last)
    tick(MONTH * 2)
    assert Event.objects.about(document).last().pk == last.pk


@pytest.fixture(params=["folder", "bucket"])
def place(request):
    return request.getfixturevalue("s3") if request.param == "bucket" else None


@pytest.mark.parametrize("outcome", [CLEAN, GIVEN_UP])
def test_what_is_clean_or_could_not_be_checked_stays(outcome):
    document = settled(outcome)
    tick(MONTH)
    assert bytes_there(document)


def test_a_legal_hold_is_waited_for(anna):
    document = settled(REFUSED)
    with clock.shifted(MONTH):
        tasks.tick()
    hold = Hold.objects.create(document=document, reason="Court", set_by=anna, set_at=clock.now())
    tick(MONTH)
    assert bytes_there(document)
    hold.lifted_by, hold.lifted_at = anna, clock.now()
    hold.save()
    tick(MONTH * 2)
    assert not bytes_there(document)


def test_a_restricted_file_keeps_its_bytes(anna):
    document = settled(INFECTED)
    Restriction.objects.create(document=document, reason="Police", asked_by=anna, asked_at=clock.now())
    tick(MONTH)
    assert bytes_there(document)


def test_a_lock_in_storage_is_waited_for_without_an_alarm(s3, caplog):
    document = settled(REFUSED)
    lock = {"Mode": "GOVERNANCE", "RetainUntilDate": datetime.now(UTC) + timedelta(seconds=3)}
    s3.client.put_object_retention(
        Bucket=s3.bucket, Key=document.key, VersionId=document.version_id, Retention=lock
    )
    for days in range(5):
        tick(MONTH + timedelta(days=days))
    assert bytes_there(document)
    assert "ALARM" not in caplog.text
    assert Job.objects.open().get(task=actions.DELETE_BYTES).tries == 0
    lock["RetainUntilDate"] = datetime.now(UTC) - timedelta(seconds=1)
    s3.client.put_object_retention(
        Bucket=s3.bucket,
        Key=document.key,
        VersionId=document.version_id,
        Retention=lock,
        BypassGovernanceRetention=True,
    )
    tick(MONTH * 2)
    assert not bytes_there(document)


def test_a_storage_that_is_away_is_tried_again(settings):
    document = settled(REFUSED)
    folder = settings.DOCUMENTS_FOLDER
    settings.DOCUMENTS_FOLDER = document_in_the_way = folder.parent / "blocker"
    document_in_the_way.write_text("a file where the folder should be")
    tick(MONTH)
    assert Document.objects.get(pk=document.pk).bytes_deleted_at is None
    settings.DOCUMENTS_FOLDER = folder
    tick(MONTH + timedelta(days=1))
    assert not bytes_there(document)
