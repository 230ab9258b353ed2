"""A real clamd: what is clean is said to be, what is not is locked, and what cannot be asked waits."""

import io
import os
import struct
import zipfile
from datetime import timedelta

import pikepdf
import pytest

from documents import scanning, tasks
from documents.enums import STRUCTURE_ONLY, State
from documents.models import Document
from documents.scanning import ScanBrokeError, ScannerAway
from documents.structure import BytesChangedError
from history.models import Event
from lifecycle import clock
from outbox.jobs import run
from outbox.models import Job
from tests.factories.documents import einvoice, received
from tests.services.clamd import eicar, our_virus

pytestmark = pytest.mark.django_db


def drain():
    """Run every promised check, as the workers do."""
    for job in Job.objects.open().filter(task="documents.check"):
        run(job.pk, tasks.check.body)


def checked(document):
    drain()
    document.refresh_from_db()
    return document


def inside_docx(data):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<document/>")
        package.writestr("word/media/image1.png", data)
    return file.getvalue()


def inside_pdf(data):
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(einvoice())) as document:
        # Without /Params: clamd 1.4 does not unpack a stream with a dictionary before its /Filter.
        stream = pikepdf.Stream(document, data * 100, Type=pikepdf.Name.EmbeddedFile)
        spec = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F="note.txt", EF=pikepdf.Dictionary(F=stream))
        document.Root.Names.EmbeddedFiles.Names.extend(
            [pikepdf.String("note.txt"), document.make_indirect(spec)]
        )
        document.save(file)
    return file.getvalue()


def test_a_clean_file_becomes_clean(clamd):
    document = checked(received())
    assert (document.state, document.refusal) == (State.CLEAN, "")
    assert document.engine.startswith("ClamAV ")
    assert document.content_type == "application/pdf"
    assert document.settled_at >= document.received_at
    codes = Event.objects.about(document).values_list("code", flat=True)
    assert list(codes) == ["document.received", "document.settled"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bare.pdf", eicar),
        ("ours.pdf", lambda: our_virus() + b" and more"),
        ("packed.docx", lambda: inside_docx(eicar())),
        ("packed.docx", lambda: inside_docx(our_virus())),
        ("attached.pdf", lambda: inside_pdf(our_virus())),
        ("large.pdf", lambda: os.urandom(2_000_000) + our_virus() + os.urandom(2_000_000)),
    ],
)
def test_a_virus_is_found_and_outranks_a_refusal(clamd, name, data):
    document = checked(received(data(), name))
    assert (document.state, document.refusal) == (State.INFECTED, "virus")


def test_a_refused_file_was_scanned_too(clamd):
    document = checked(received(b"no pdf at all", "invoice.pdf"))
    assert (document.state, document.refusal) == (State.REFUSED, "wrong_content")
    assert document.engine.startswith("ClamAV ")


def test_what_lies_beyond_the_scanners_limits_is_not_clean(own_clamd):
    own_clamd.stop()
    conf = own_clamd.folder / "clamd.conf"
    conf.write_text(conf.read_text().replace("MaxRecursion 17", "MaxRecursion 2"))
    own_clamd.start()
    packed = b"deep"
    for _ in range(5):
        packed = inside_docx(packed)
    document = checked(received(packed, "deep.docx"))
    assert (document.state, document.refusal) == (State.REFUSED, "not_scanned")


def test_while_the_scanner_is_away_files_wait_and_then_drain(own_clamd):
    own_clamd.stop()
    documents = [received(), received(eicar(), "bad.pdf")]
    for _ in range(5):
        drain()
    assert {checked(document).state for document in documents} == {State.PENDING}
    assert set(Job.objects.values_list("tries", flat=True)) == {0}, "Waiting costs no try"
    own_clamd.start()
    assert [checked(document).state for document in documents] == [State.CLEAN, State.INFECTED]


def test_a_scanner_that_answers_nothing_is_away(own_clamd, monkeypatch):
    monkeypatch.setattr(scanning, "CONNECT_SECONDS", 0.3)
    monkeypatch.setattr(scanning, "ANSWER_SECONDS", 0.5)
    document = received()
    own_clamd.freeze()
    assert checked(document).state == State.PENDING
    own_clamd.thaw()
    assert checked(document).state == State.CLEAN


def test_a_scanner_that_hangs_up_on_a_file_costs_a_try(own_clamd):
    """Over its StreamMaxLength clamd just closes the line."""
    own_clamd.stop()
    conf = own_clamd.folder / "clamd.conf"
    conf.write_text(conf.read_text().replace("StreamMaxLength 310M", "StreamMaxLength 1M"))
    own_clamd.start()
    with pytest.raises(ScanBrokeError):
        scanning.scan(received(os.urandom(6_000_000)))


@pytest.mark.parametrize(
    "answer", ["", "stream: OK\nstream: OK", "INSTREAM size limit exceeded. ERROR", "OK", "UNKNOWN COMMAND"]
)
def test_anything_but_a_clear_ok_is_not_clean(answer):
    with pytest.raises(ScanBrokeError):
        scanning._problem(answer)


def test_bytes_that_changed_in_storage_are_not_scanned_as_the_original(clamd, settings):
    document = received()
    path = settings.DOCUMENTS_FOLDER / document.key
    path.write_bytes(path.read_bytes() + b"!")
    with pytest.raises(BytesChangedError):
        scanning.scan(document)


def test_it_is_scanned_from_a_bucket_too(clamd, s3):
    assert checked(received(inside_docx(eicar()), "bad.docx")).state == State.INFECTED
    assert checked(received()).state == State.CLEAN


def test_nobody_there_is_said_so(settings, tmp_path):
    settings.SCANNER = "clamd"
    for url in (f"unix://{tmp_path}/nobody.sock", "tcp://127.0.0.1:9"):
        settings.CLAMD_URL = url
        with pytest.raises(ScannerAway):
            scanning.ping()


def test_without_a_scanner_the_structure_alone_is_checked_and_named(settings):
    settings.SCANNER = "off"
    document = checked(received())
    assert (document.state, document.engine) == (State.CLEAN, STRUCTURE_ONLY)


def test_a_check_that_breaks_three_times_is_given_up_and_can_be_queued_again(settings, monkeypatch, anna):
    settings.SCANNER = "off"
    document = received()
    monkeypatch.setattr(tasks, "examine", lambda document: struct.unpack("!I", b""))
    for _ in range(4):
        drain()
        tasks.tick()
    document.refresh_from_db()
    assert (document.state, document.refusal) == (State.FAILED, "not_checked")
    monkeypatch.undo()
    settings.SCANNER = "off"
    tasks.actions.requeue(document, user=anna, at=clock.now())
    tasks.tick()
    assert checked(document).state == State.CLEAN


def test_a_file_that_waits_too_long_raises_an_alarm(caplog):
    document = received()
    tasks.tick()
    assert "ALARM" not in caplog.text
    with clock.shifted(timedelta(minutes=6)):
        tasks.tick()
    assert "ALARM: 1 documents wait" in caplog.text
    assert Document.objects.get(pk=document.pk).state == State.PENDING
