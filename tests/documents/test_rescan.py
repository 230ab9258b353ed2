"""Newer signatures look again at what was clean; what they find is served no more, nor are its pictures."""

from datetime import timedelta

import pytest

from documents import actions, looking, storage, tasks, words
from documents.enums import STRUCTURE_ONLY, Problem, State
from documents.examination import GIVEN_UP, Outcome
from documents.models import Document, Page, Reading
from documents.serving import serve
from documents.signals import document_settled
from history.actions import first_break
from history.models import Event
from lifecycle import ActionRefused, clock
from outbox.jobs import run
from outbox.models import Job
from tests.factories.documents import received
from tests.services.clamd import our_virus

pytestmark = pytest.mark.django_db

OLD = "ClamAV 1.4.6/27800/Mon Nov  2 08:00:00 2026"
DAYS_LATER = "ClamAV 1.4.6/27806/Sun Nov  8 08:00:00 2026"
WEEK_LATER = "ClamAV 1.4.6/27807/Mon Nov  9 08:00:00 2026"
INFECTED = Outcome(State.INFECTED, Problem.VIRUS, "application/pdf", "ClamAV")


def drain(task="documents.check"):
    bodies = {
        "documents.check": tasks.check,
        "documents.rescan": tasks.rescan,
        actions.DROP_PAGES: tasks.drop_pages,
    }
    for job in Job.objects.open().filter(task=task):
        run(job.pk, bodies[task].body)


@pytest.fixture
def clean(relay):
    """Scanned when the signatures were old."""
    relay.version = OLD
    document = received()
    drain()
    return Document.objects.get(pk=document.pk)


def rescan():
    promised = actions.rescan(Document.objects.all(), clock.now())
    drain("documents.rescan")
    return promised


def with_picture(document):
    """A preview of one page, as the worker leaves it."""
    key, thumbnail = storage.new_preview_key(), storage.new_preview_key()
    for one in (key, thumbnail):
        writer = storage.writer(one)
        writer.write(b"picture")
        writer.close()
    Page.objects.create(document=document, number=1, key=key, thumbnail_key=thumbnail, width=1, height=1)
    Document.objects.filter(pk=document.pk).update(previewed_at=clock.now(), page_count=1, facts={"pages": 1})
    return [key, thumbnail]


def test_the_date_of_the_signatures_is_kept(clean):
    assert (clean.engine, f"{clean.signatures_at:%Y-%m-%d %H:%M}") == ("ClamAV 1.4.6", "2026-11-02 08:00")


def test_only_signatures_newer_by_a_week_look_again(relay, clean):
    assert rescan() == 0
    relay.version = DAYS_LATER
    assert rescan() == 0
    relay.version = WEEK_LATER
    assert (rescan(), rescan()) == (1, 0)
    clean.refresh_from_db()
    assert (clean.state, f"{clean.signatures_at:%d}") == (State.CLEAN, "09")
    said = [words.event_words(event) for event in Event.objects.about(clean)]
    assert said[-1] == "Scanned again by ClamAV 1.4.6 with newer signatures: still ready"
    assert first_break(clean) is None


def test_it_is_promised_once_however_often_the_clock_ticks(relay, clean):
    relay.version = WEEK_LATER
    promised = [actions.rescan(Document.objects.all(), clock.now()) for _ in range(3)]
    assert promised == [1, 0, 0]


def test_what_was_never_scanned_is_scanned_once_there_is_a_scanner(settings, relay):
    settings.SCANNER = "off"
    document = received()
    drain()
    assert rescan() == 0
    settings.SCANNER = "clamd"
    assert rescan() == 1
    document.refresh_from_db()
    assert document.engine != STRUCTURE_ONLY


def test_without_a_scanner_nothing_is_promised(own_clamd, settings):
    own_clamd.stop()
    assert actions.rescan(Document.objects.all(), clock.now()) == 0


def test_a_virus_found_later_ends_it_all(relay, clean, anna, caplog, monkeypatch):
    keys = with_picture(clean)
    Reading.objects.create(document=clean, read_at=clock.now(), source="text", values={"number": "R-1"})
    heard = []
    monkeypatch.setattr(document_settled, "send", lambda **told: heard.append(told["document"].state))
    relay.version = WEEK_LATER
    monkeypatch.setattr(tasks, "examine_again", lambda document: INFECTED)
    rescan()
    document = Document.objects.get(pk=clean.pk)
    assert (document.state, document.previewed_at, document.page_count) == (State.INFECTED, None, None)
    assert heard == [State.INFECTED]
    assert f"ALARM: {document.number} was ready and is INFECTED now" in caplog.text
    with pytest.raises(ActionRefused, match="contains a virus"):
        serve(document, user=anna, at=clock.now())
    drain(actions.DROP_PAGES)
    assert not Page.objects.exists()
    assert not any(storage.exists(key) for key in keys)
    assert not Reading.objects.exists(), "What it said as an invoice is not believed either"
    assert storage.exists(document.key), "The bytes stay for 30 days"


def test_new_signatures_find_what_the_old_ones_let_through(relay, clean):
    """The whole way: the file was clean yesterday, and today's scanner knows its virus."""
    settled = received(our_virus() + b"...", "late.xml")
    actions.settle(settled, Outcome(State.CLEAN, "", "text/xml", "ClamAV", clean.signatures_at), clock.now())
    relay.version = WEEK_LATER
    rescan()
    settled.refresh_from_db()
    assert (settled.state, settled.refusal) == (State.INFECTED, "virus")


def test_bytes_that_changed_meanwhile_are_not_served_any_more(relay, clean, settings):
    (settings.DOCUMENTS_FOLDER / clean.key).write_bytes(b"%PDF-1.7 other")
    relay.version = WEEK_LATER
    rescan()
    clean.refresh_from_db()
    assert (clean.state, clean.refusal) == (State.FAILED, "not_checked")


def test_a_file_our_checks_broke_on_has_a_preview_again_once_it_is_clean(clean, anna):
    tasks.preview.body(at=clock.now(), document=clean.pk)
    clean.refresh_from_db()
    assert clean.page_count
    actions.settle_again(clean, GIVEN_UP, clock.now())
    actions.requeue(clean, user=anna, at=clock.now())
    drain()
    promised = Job.objects.filter(task__in=["documents.preview", "documents.read_invoice"], key__isnull=False)
    assert promised.count() == 2, "Both are promised once more"
    tasks.preview.body(at=clock.now(), document=clean.pk)
    again = Document.objects.get(pk=clean.pk)
    assert (again.state, again.page_count) == (State.CLEAN, again.drawn_pages.count())
    assert looking.look(again, user=anna, at=clock.now())


def test_while_the_scanner_is_away_the_file_stays_as_it_is(relay, clean, settings):
    relay.version = WEEK_LATER
    actions.rescan(Document.objects.all(), clock.now())
    settings.CLAMD_URL = "tcp://127.0.0.1:9"
    drain("documents.rescan")
    clean.refresh_from_db()
    assert clean.state == State.CLEAN
    assert Job.objects.open().get(task="documents.rescan").tries == 0


def test_the_pictures_of_a_clean_file_stay(clean):
    with_picture(clean)
    tasks.drop_pages.body(at=clock.now(), document=clean.pk)
    assert Page.objects.count() == 1


def test_a_share_is_promised_each_minute(relay, monkeypatch):
    monkeypatch.setattr(actions, "RESCANS_AT_ONCE", 2)
    for _ in range(3):
        actions.settle(received(), Outcome(State.CLEAN, "", "application/pdf", STRUCTURE_ONLY), clock.now())
    assert [actions.rescan(Document.objects.all(), clock.now()) for _ in range(3)] == [2, 1, 0]
    assert clock.now() - timedelta(minutes=1) < Document.objects.first().settled_at
