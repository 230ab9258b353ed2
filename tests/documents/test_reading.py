"""A clean file is read once as an invoice, after it settled; nothing waits for it and nothing hangs on it."""

import pytest
from django.db import IntegrityError, transaction

from documents import actions, purging, reading, structure, tasks
from documents.einvoices import found
from documents.enums import State
from documents.examination import Outcome
from documents.models import Reading
from lifecycle import clock
from outbox.models import Job
from tests.documents.einvoices.invoices import CII, pdf_with
from tests.factories.documents import DocumentFactory, einvoice, received

pytestmark = pytest.mark.django_db

CLEAN = Outcome(State.CLEAN, content_type="application/pdf", engine="test")


def ready(data=None, name="invoice.pdf"):
    return actions.settle(received(data, name), CLEAN, clock.now())


def run(document):
    tasks.read_invoice.body(document=document.pk, at=clock.now())
    document.refresh_from_db()


def jobs():
    return list(Job.objects.filter(task="documents.read_invoice").values_list("ids", flat=True))


def row(**fields):
    return Reading(document=DocumentFactory(clean=True), read_at=clock.now(), **fields)


def test_a_clean_pdf_or_xml_is_promised_one():
    pdf, xml = ready(), ready(einvoice("EN16931_Einfach.ubl.xml"), "invoice.xml")
    assert jobs() == [{"document": pdf.pk}, {"document": xml.pk}]
    assert reading.is_awaited(pdf)


def test_a_picture_a_refused_file_and_our_own_are_not():
    ready(b"picture", "photo.jpg")
    actions.settle(received(), Outcome(State.REFUSED, "damaged"), clock.now())
    ours = received()
    ours.origin = "SUMMARY"
    ours.save()
    assert not reading.is_awaited(actions.settle(ours, CLEAN, clock.now()))
    assert jobs() == []


def test_the_whole_way():
    document = ready()
    run(document)
    read = reading.reading_of(document)
    assert (read.source, read.syntax, read.attachment) == ("xml", "cii", "factur-x.xml")
    assert str(read.facts["net"]) == "473.00"
    assert read.facts["date"].isoformat() == "2018-03-05"
    assert [line["name"] for line in read.lines] == ["Trennblätter A4", "Joghurt Banane"]
    assert not reading.is_awaited(document)


def test_it_is_written_once(monkeypatch):
    document = ready()
    run(document)
    first = document.reading.read_at
    monkeypatch.setattr(reading, "_read", pytest.fail)
    run(document)
    assert Reading.objects.get().read_at == first


def test_a_broken_invoice_inside_leaves_the_file_as_it_is():
    document = ready(pdf_with(("factur-x.xml", CII[:9000])))
    run(document)
    assert document.state == State.CLEAN
    assert (document.reading.source, document.reading.problem) == ("", "broken")


def test_pages_that_contradict_the_invoice_are_told():
    document = ready(pdf_with(("factur-x.xml", CII), text="Gesamtbetrag 600,00 EUR"))
    run(document)
    ((name, said, seen),) = document.reading.contradictions
    assert (name, str(said), str(seen)) == ("gross", "529.87", "600.00")


def test_a_file_beyond_the_childs_share_is_an_ordinary_one(monkeypatch):
    def too_much(*_args):
        raise structure.OutOfLimitsError

    monkeypatch.setattr(structure, "in_child", too_much)
    document = ready()
    run(document)
    assert document.reading.problem == "too_large"


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]",
        b'{"lines": [], "surprise": 1}',
        b'{"lines": [], "source": "moon"}',
        b'{"lines": [], "source": "xml", "values": {"net": "1e9"}}',
        b'{"lines": [], "source": "xml", "values": {"password": "x"}}',
        b'{"lines": [{"name": "a\\u202eb", "quantity": "", "net": ""}]}',
    ],
)
def test_an_answer_that_is_none_is_not_believed(answer, monkeypatch):
    """The child met a stranger's file, and may say anything."""
    monkeypatch.setattr(structure, "in_child", lambda *_args: answer)
    with pytest.raises(structure.CheckerBrokeError):
        reading.make(ready(), clock.now())
    assert not Reading.objects.exists()


def test_what_is_clean_no_more_is_not_read_from():
    document = ready()
    run(document)
    actions.settle_again(document, Outcome(State.INFECTED, "virus", engine="test"), clock.now())
    document.refresh_from_db()
    assert reading.reading_of(document) is None


def test_it_goes_with_the_bytes():
    document = ready()
    run(document)
    document.bytes_deleted_at = clock.now()
    document.save()
    purging.remove_bytes(document, clock.now())
    assert not Reading.objects.exists()


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("reading_fits_source", {"source": "xml", "kind": "invoice"}),
        ("reading_fits_source", {"source": "xml", "syntax": "cii"}),
        ("reading_fits_source", {"source": "xml", "syntax": "cii", "kind": "invoice", "problem": "broken"}),
        ("reading_fits_source", {"source": "text", "lines": [{}]}),
        ("reading_fits_source", {"source": "text", "page": {"net": "1.00"}}),
        ("reading_of_nothing_is_empty", {"values": {"net": "1.00"}}),
        ("reading_of_nothing_is_empty", {"kind": "invoice"}),
    ],
)
def test_an_impossible_reading_is_refused(constraint, fields):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row(**fields).save()


def test_what_the_child_finds_has_a_place_in_the_row():
    """Each code it may use is one the row knows."""
    from documents.enums import InvoiceKind, ReadingProblem, ReadingSource

    assert {""} | set(ReadingProblem) == found.PROBLEMS
    assert {""} | set(InvoiceKind) == found.KINDS
    assert {found.XML, found.TEXT} == set(ReadingSource)
