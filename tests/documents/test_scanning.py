"""A real clamd: what is clean is said to be, what is not is locked, and what cannot be asked waits."""

import io
import os
import struct
import zipfile
from datetime import date, timedelta

import pikepdf
import pytest

from claims_portal.demo.files import protected_pdf
from documents import examination, scanning, tasks, words
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


def inside_pdf(data, *, params=True, named=True):
    """Attached to an e-invoice. params: as pikepdf writes it, in front of the /Filter; named: in the list of names."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(einvoice())) as document:
        facts = {"Params": pikepdf.Dictionary(Size=len(data))} if params else {}
        stream = pikepdf.Stream(document, data * 100, Type=pikepdf.Name.EmbeddedFile, **facts)
        spec = document.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F="note.txt", EF=pikepdf.Dictionary(F=stream))
        )
        if named:
            document.Root.Names.EmbeddedFiles.Names.extend([pikepdf.String("note.txt"), spec])
        else:
            box = pikepdf.Array([0, 0, 9, 9])
            note = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, FS=spec, Rect=box
            )
            document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])
        document.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return file.getvalue()


def missed_by_clamd(data):
    """Attached in the way clamd 1.4 alone does not unpack: a dictionary in front of the stream's /Filter."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(einvoice())) as document:
        document.attachments["note.txt"] = pikepdf.AttachedFileSpec(document, data * 100, filename="note.txt")
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
        ("bare.xml", eicar),
        ("ours.pdf", lambda: our_virus() + b" and more"),
        ("packed.docx", lambda: inside_docx(eicar())),
        ("packed.docx", lambda: inside_docx(our_virus())),
        ("packed.xlsx", lambda: inside_docx(eicar())),
        ("attached.pdf", lambda: inside_pdf(eicar(), params=False)),
        ("attached.pdf", lambda: inside_pdf(eicar())),
        ("attached.pdf", lambda: inside_pdf(our_virus())),
        ("missed.pdf", lambda: missed_by_clamd(eicar())),
        ("missed.pdf", lambda: missed_by_clamd(our_virus())),
        ("on-a-page.pdf", lambda: inside_pdf(our_virus(), named=False)),
        ("twice.pdf", lambda: inside_pdf(inside_docx(eicar()))),
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


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (lambda: protected_pdf("Agenda", date(2026, 10, 20)), "password"),
        (lambda: einvoice()[:900], "damaged"),
    ],
)
def test_what_cannot_be_unpacked_is_refused_for_its_own_reason(clamd, data, refusal):
    document = checked(received(data(), "locked.pdf"))
    assert (document.state, document.refusal) == (State.REFUSED, refusal)


def test_an_attachment_too_large_to_be_unpacked_is_not_clean(clamd):
    document = checked(received(inside_pdf(bytes(2_000_000)), "bomb.pdf"))
    assert document.state == State.REFUSED
    scan = examination._scan(document)
    assert scan.problem == "not_scanned"


def test_what_lies_beyond_the_scanners_limits_is_not_clean(own_clamd, monkeypatch):
    own_clamd.stop()
    conf = own_clamd.folder / "clamd.conf"
    conf.write_text(conf.read_text().replace("MaxRecursion 17", "MaxRecursion 2"))
    own_clamd.start()
    packed = b"deep"
    for _ in range(5):
        packed = inside_docx(packed)
    document = received(packed, "deep.docx")
    assert scanning.scan(document).problem == "not_scanned"
    monkeypatch.setattr(examination.structure, "check", lambda document: ("", "application/zip"))
    document = checked(document)
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


def test_a_scanner_that_takes_the_call_and_never_speaks_is_away(silent_clamd, monkeypatch):
    monkeypatch.setattr(scanning, "CONNECT_SECONDS", 0.2)
    document = received()
    for _ in range(4):
        drain()
    assert checked(document).state == State.PENDING
    assert Job.objects.get().tries == 0


def test_a_scanner_that_hangs_on_one_file_costs_a_try_and_never_makes_it_clean(relay, monkeypatch):
    monkeypatch.setattr(scanning, "ANSWER_SECONDS", 0.2)
    relay.delay = 5
    document = received()
    assert checked(document).state == State.PENDING
    assert Job.objects.get().tries == 1
    relay.delay = 0
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


def test_bytes_that_changed_fail_at_once_with_an_alarm(clamd, settings, caplog):
    document = received()
    (settings.DOCUMENTS_FOLDER / document.key).write_bytes(einvoice() + b"!")
    assert checked(document).state == State.FAILED
    assert f"ALARM: {document.key}" in caplog.text


def test_bytes_that_change_between_the_scan_and_the_checks_are_noticed(clamd, settings, monkeypatch):
    document = received()
    scan = scanning.scan

    def scan_and_swap(document):
        found = scan(document)
        (settings.DOCUMENTS_FOLDER / document.key).write_bytes(einvoice() + b"!")
        return found

    monkeypatch.setattr(scanning, "scan", scan_and_swap)
    assert checked(document).state == State.FAILED


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


def test_a_file_that_waits_too_long_raises_an_alarm_and_says_so(caplog):
    document = received()
    at = document.queued_at
    assert "while it is being checked" in words.note(document, at)
    assert "longer than usual" in words.note(document, at + timedelta(minutes=6))
    tasks.tick()
    assert "ALARM" not in caplog.text
    with clock.shifted(timedelta(minutes=6)):
        tasks.tick()
    assert "ALARM: 1 documents wait" in caplog.text
    assert Document.objects.get(pk=document.pk).state == State.PENDING
