"""Files and documents for tests."""

import hashlib
from pathlib import Path

import factory
from factory.django import DjangoModelFactory

from accounts.models import Partner, User
from documents import reading
from documents.actions import receive, settle
from documents.enums import STRUCTURE_ONLY, Problem, State
from documents.examination import Outcome
from documents.models import Document
from documents.storage import new_key
from documents.stored import StoredUpload
from lifecycle import clock
from tests.factories.accounts import PartnerFactory, UserFactory

EINVOICES = Path(__file__).resolve().parents[3] / "shared" / "data" / "einvoices"


CLEAN = Outcome(State.CLEAN, content_type="application/pdf", engine="test")


def einvoice(name: str = "EN16931_Einfach.pdf") -> bytes:
    """A real sample e-invoice."""
    return (EINVOICES / name).read_bytes()


def stored(data: bytes, name: str = "invoice.pdf") -> StoredUpload:
    """An upload that has arrived, as the forms see it."""
    upload = StoredUpload(name)
    for start in range(0, len(data), 100_000):
        upload.write(data[start : start + 100_000])
    upload.finish()
    return upload


def received(
    data: bytes | None = None,
    name: str = "invoice.pdf",
    *,
    partner: Partner | None = None,
    user: User | None = None,
) -> Document:
    """A document with real bytes in storage, PENDING, its check promised."""
    upload = stored(einvoice() if data is None else data, name)
    return receive(upload, partner=partner or PartnerFactory(), user=user or UserFactory(), at=clock.now())


class DocumentFactory(DjangoModelFactory):
    """A row only; no bytes lie anywhere. `clean=True` and the like settle it."""

    class Meta:
        model = Document

    partner = factory.SubFactory(PartnerFactory)
    uploaded_by = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"invoice-{n}.pdf")
    size = 1000
    sha256 = factory.Sequence(lambda n: hashlib.sha256(str(n).encode()).hexdigest())
    key = factory.LazyFunction(new_key)
    received_at = factory.LazyFunction(clock.now)
    queued_at = factory.SelfAttribute("received_at")

    class Params:
        settled = factory.Trait(settled_at=factory.SelfAttribute("received_at"))
        clean = factory.Trait(
            settled=True, state=State.CLEAN, content_type="application/pdf", engine=STRUCTURE_ONLY
        )
        refused = factory.Trait(settled=True, state=State.REFUSED, refusal=Problem.PASSWORD)
        infected = factory.Trait(settled=True, state=State.INFECTED, refusal=Problem.VIRUS)
        failed = factory.Trait(settled=True, state=State.FAILED, refusal=Problem.NOT_CHECKED)


def read(data: bytes | None = None, name: str = "invoice.pdf", **people: Partner | User) -> Document:
    """A clean document that a worker has read as an invoice."""
    document = settle(received(data, name, **people), CLEAN, clock.now())
    reading.make(document, clock.now())
    document.refresh_from_db()
    return document
