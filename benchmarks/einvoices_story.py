"""E-invoices that wait to be read."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from django.db import connection

from accounts.models import Partner, User
from documents import reading
from documents.actions import receive, settle
from documents.enums import State
from documents.examination import Outcome
from documents.models import Document
from documents.stored import StoredUpload
from lifecycle import clock

CLEAN = Outcome(State.CLEAN, content_type="application/pdf", engine="bench")


def prepare(database: str, numbers: Mapping[Path, int]) -> dict[Path, Iterator[Document]]:
    """A fresh database with as many clean documents of each file."""
    connection.settings_dict["TEST"]["NAME"] = database
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    user = User.objects.create_user("bench@example.org", name="Bench")
    partner = Partner.objects.create(
        number="1", legal_name="Bench", city="Kiel", country="DE", currency="EUR", zone="Europe/Berlin"
    )
    return {
        file: iter([_document(file.read_bytes(), partner, user) for _one in range(number)])
        for file, number in numbers.items()
    }


def _document(data: bytes, partner: Partner, user: User) -> Document:
    stored = StoredUpload("invoice.pdf")
    stored.write(data)
    stored.finish()
    at = clock.now()
    return settle(receive(stored, partner=partner, user=user, at=at), CLEAN, at)


def read(document: Document) -> None:
    """As the worker reads it."""
    reading.make(document, clock.now())
    if not document.reading.from_xml:
        raise RuntimeError("The e-invoice was not read.")
