"""Files that wait for their preview."""

from django.db import connection

from accounts.models import Partner, User
from documents import previewing
from documents.actions import receive, settle
from documents.enums import State
from documents.examination import Outcome
from documents.models import Document
from documents.stored import StoredUpload
from lifecycle import clock

CLEAN = Outcome(State.CLEAN, content_type="application/pdf", engine="bench")


def prepare(database: str, data: bytes, number: int) -> list[Document]:
    """A fresh database with as many clean files of these bytes."""
    connection.settings_dict["TEST"]["NAME"] = database
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    user = User.objects.create_user("bench@example.org", name="Bench")
    partner = Partner.objects.create(
        number="1", legal_name="Bench", city="Kiel", country="DE", currency="EUR", zone="Europe/Berlin"
    )
    return [_document(data, partner, user) for _one in range(number)]


def _document(data: bytes, partner: Partner, user: User) -> Document:
    stored = StoredUpload("report.pdf")
    stored.write(data)
    stored.finish()
    at = clock.now()
    return settle(receive(stored, partner=partner, user=user, at=at), CLEAN, at)


def make(document: Document, pages: int) -> None:
    """Its preview, with this many pages."""
    previewing.make(document, clock.now())
    if document.drawn_pages.count() != pages:
        raise RuntimeError("Not all pages were drawn.")
