"""A preview is made once, after a file is ready; nothing waits for it, and nothing is left where it fails."""

import pytest
from django.db import IntegrityError, transaction

from documents import actions, previewing, storage, structure, tasks
from documents.enums import State
from documents.examination import Outcome
from documents.models import Document, Page
from documents.previews.drawn import Drawn, DrawnPage
from documents.storage import MissingObject, StorageAway
from lifecycle import clock
from outbox.jobs import TryLater
from outbox.models import Job
from tests.documents.previews.drawing import pdf, photo
from tests.factories.documents import DocumentFactory, received

pytestmark = pytest.mark.django_db

CLEAN = Outcome(State.CLEAN, content_type="application/pdf", engine="test")
TWO = Drawn(2, [DrawnPage(1, 10, 20, b"one", "eins"), DrawnPage(2, 10, 20, b"two")], b"small", {"title": "T"})


def ready(data=None, name="invoice.pdf"):
    return actions.settle(received(data, name), CLEAN, clock.now())


def run(document):
    tasks.preview.body(document=document.pk, at=clock.now())
    document.refresh_from_db()


def bytes_at(key, version):
    return b"".join(storage.read(key, version))


@pytest.fixture
def two(monkeypatch):
    """Files have two pages, drawn without a child."""
    monkeypatch.setattr(previewing, "_draw", lambda document: TWO)


def previews(files):
    return [path for path in files() if "previews" in path.parts]


def test_a_clean_file_is_promised_one_preview():
    document = ready()
    assert Job.objects.get(task="documents.preview").ids == {"document": document.pk}


@pytest.mark.parametrize("state", [State.REFUSED, State.INFECTED, State.FAILED])
def test_others_are_not(state):
    refusal = {"REFUSED": "damaged", "INFECTED": "virus", "FAILED": "not_checked"}[state]
    actions.settle(received(), Outcome(state, refusal), clock.now())
    assert not Job.objects.filter(task="documents.preview").exists()


def test_the_whole_way():
    document = ready(pdf(3))
    run(document)

    assert (document.page_count, document.previewed_at is not None) == (3, True)
    pages = list(document.drawn_pages.all())
    assert [page.text for page in pages] == ["Seite 1 von 3", "Seite 2 von 3", "Seite 3 von 3"]
    assert all(bytes_at(page.key, page.version_id)[8:12] == b"WEBP" for page in pages)
    assert bytes_at(pages[0].thumbnail_key, pages[0].thumbnail_version_id)[8:12] == b"WEBP"
    assert all(page.key.startswith("previews/") for page in pages)


def test_a_photo_is_one_page():
    document = ready(photo(), "stand.jpg")
    run(document)
    assert (document.page_count, document.drawn_pages.get().width, document.facts["width"]) == (1, 1600, 3000)


def test_a_second_run_changes_nothing(two, files):
    document = ready()
    run(document)
    before = set(previews(files)), list(Page.objects.values())
    run(document)
    assert (set(previews(files)), list(Page.objects.values())) == before


def test_two_workers_make_one_preview(two, files):
    document = ready()
    first, second = (Document.objects.get(pk=document.pk) for _worker in range(2))

    assert previewing.make(first, clock.now())
    assert not previewing.make(second, clock.now())

    assert document.drawn_pages.count() == 2
    assert len(previews(files)) == 3


def test_what_became_infected_meanwhile_gets_none(two, files):
    document = ready()
    Document.objects.filter(pk=document.pk).update(state=State.INFECTED, refusal="virus")

    assert not previewing.make(document, clock.now())

    assert not Page.objects.exists()
    assert previews(files) == []


def test_what_cannot_be_drawn_is_done_too():
    document = ready(b"%PDF-1.7 nothing more")
    run(document)
    assert (document.previewed_at is not None, document.page_count, document.drawn_pages.count()) == (
        True,
        None,
        0,
    )


def test_a_file_beyond_the_limits_has_none_and_is_not_tried_again(monkeypatch):
    def too_much(module, document):
        raise structure.OutOfLimitsError("20 seconds")

    monkeypatch.setattr(structure, "in_child", too_much)
    document = ready()
    run(document)
    assert (document.previewed_at is not None, document.page_count) == (True, None)


def test_while_the_storage_is_away_it_is_tried_later(monkeypatch):
    def away(key, version_id=""):
        raise StorageAway("no answer")

    document = ready()
    monkeypatch.setattr(storage, "read", away)
    with pytest.raises(TryLater):
        run(document)


def test_bytes_that_are_gone_cost_a_try():
    document = ready()
    storage.delete(document.key, document.version_id)
    with pytest.raises(MissingObject):
        run(document)


def test_storage_that_fills_up_leaves_nothing(two, files, monkeypatch):
    writer, written = storage.writer, []

    def full(key):
        written.append(key)
        if len(written) == 3:
            raise StorageAway("disk full")
        return writer(key)

    document = ready()
    monkeypatch.setattr(storage, "writer", full)
    with pytest.raises(TryLater):
        run(document)

    assert previews(files) == []
    assert (document.previewed_at, Page.objects.count()) == (None, 0)


def test_older_files_are_promised_theirs_once():
    old = DocumentFactory(clean=True)
    DocumentFactory.create(clean=True, previewed_at=clock.now())
    DocumentFactory.create(clean=True, bytes_deleted_at=clock.now())
    DocumentFactory.create(infected=True)
    DocumentFactory.create()

    assert previewing.promise_missing(clock.now()) == 1
    assert previewing.promise_missing(clock.now()) == 0
    assert Job.objects.get(task="documents.preview").ids == {"document": old.pk}


def test_a_preview_that_was_set_aside_is_not_promised_again():
    ready()
    Job.objects.filter(task="documents.preview").update(set_aside_at=clock.now())
    assert previewing.promise_missing(clock.now()) == 0


@pytest.mark.parametrize("state", ["infected", "refused", "failed", "pending"])
def test_only_clean_files_are_drawn(state):
    with pytest.raises(IntegrityError, match="documents_preview_of_clean_only"), transaction.atomic():
        DocumentFactory(previewed_at=clock.now(), **({state: True} if state != "pending" else {}))


@pytest.mark.parametrize("fields", [{"number": 0}, {"width": 0}, {"height": 0}])
def test_a_page_has_a_number_and_a_size(fields):
    page = {"number": 1, "width": 10, "height": 10} | fields
    with pytest.raises(IntegrityError, match="documents_page_has_size"), transaction.atomic():
        Page.objects.create(document=DocumentFactory(clean=True), key=storage.new_preview_key(), **page)


def test_each_page_is_drawn_once():
    place = {"document": DocumentFactory(clean=True), "number": 1, "width": 10, "height": 10}
    Page.objects.create(key=storage.new_preview_key(), **place)
    with pytest.raises(IntegrityError, match="documents_page_once"), transaction.atomic():
        Page.objects.create(key=storage.new_preview_key(), **place)
