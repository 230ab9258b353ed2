"""Two claims under review that differ in how many files prove them."""

import hashlib
from dataclasses import dataclass
from decimal import Decimal

from django.core.management import call_command
from django.db import connection

from accounts.models import Partner
from benchmarks.serving import session_of
from claims.actions import talking
from claims.duplicates import fingerprint
from claims.enums import ClaimState
from claims.models import Claim, Expense, Proof
from claims_portal.demo import people
from claims_portal.demo.story import nordlicht, telling
from claims_portal.management.commands.load_demo import enroll
from documents.enums import State
from documents.models import Document, Page
from documents.storage import new_key, new_preview_key
from funds.actions import ledger as funds
from lifecycle import clock
from review.talking import MOST_AN_HOUR

#: Pages of the file that the bench opens first; the same in both claims.
PAGES = 4


@dataclass(frozen=True)
class Story:
    """Sessions by person, and the public ids of the claims by number of files."""

    sessions: dict[str, str]
    claims: dict[int, str]


def prepare(database: str, numbers: tuple[int, ...]) -> Story:
    """A fresh database with the demo's people and one claim for each number of files."""
    connection.settings_dict["TEST"]["NAME"] = database
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    call_command("load_catalogue", verbosity=0)
    people.make_people()
    enroll()
    _earn()
    claims = {number: _claim(number).public_id for number in numbers}
    sessions = {key: session_of(people.user(key)) for key in ("anna", "rita")}
    connection.close()
    return Story(sessions, claims)


def _earn() -> None:
    partner = Partner.objects.get(number=people.NORDLICHT)
    period = telling.story_period("COOP")
    fund = funds.fund_for(partner, period.program, period)
    funds.earn(fund, Decimal(24_000), actor=people.user("paula"), at=clock.now())


def _claim(number: int) -> Claim:
    before = set(Claim.objects.values_list("pk", flat=True))
    nordlicht.Nordlicht().under_review()
    claim = Claim.objects.exclude(pk__in=before).get(state=ClaimState.UNDER_REVIEW)
    for document in Document.objects.to_preview().filter(partner=claim.partner):
        _draw(document)
    slot = claim.proofs.exclude(document=None).first()
    for index in range(number - 2):
        Proof.objects.create(
            claim=claim,
            requirement=slot.requirement,
            document=_document(claim, f"{number}-{index}"),
            added_by=claim.owner,
            added_at=clock.now(),
        )
    _talk_about(claim, number)
    _set_apart(claim)
    return claim


def _set_apart(claim: Claim) -> None:
    """An invoice and proofs that no other claim has."""
    for line in claim.invoices:
        number = f"{line.invoice_number}-{claim.pk}"
        Expense.objects.filter(pk=line.pk).update(
            invoice_number=number,
            fingerprint=fingerprint(line.vendor, number),
            document=_document(claim, f"invoice-{line.pk}"),
        )
    for proof in claim.proofs.exclude(document=None):
        Proof.objects.filter(pk=proof.pk).update(document=_document(claim, f"proof-{proof.pk}"))


def _talk_about(claim: Claim, number: int) -> None:
    """As many messages and notes as files, within what is allowed within an hour."""
    for index in range(min(number, 2 * MOST_AN_HOUR)):
        talking.write(claim.pk, f"Message {index}", user=people.user("rita" if index % 2 else "anna"))
        talking.note(claim.pk, f"Note {index}", user=people.user("rita"))


def _document(claim: Claim, name: str) -> Document:
    at = clock.now()
    document = Document.objects.create(
        partner=claim.partner,
        uploaded_by=claim.owner,
        name=f"photo-{name}.jpg",
        size=1000,
        sha256=hashlib.sha256(name.encode()).hexdigest(),
        key=new_key(),
        content_type="image/jpeg",
        engine="bench",
        state=State.CLEAN,
        received_at=at,
        queued_at=at,
        settled_at=at,
    )
    _draw(document)
    return document


def _draw(document: Document) -> None:
    """Rows as a preview leaves them; the pictures themselves are not asked for here."""
    for number in range(1, PAGES + 1):
        Page.objects.create(
            document=document,
            number=number,
            key=new_preview_key(),
            width=1131,
            height=1600,
            text="Seite " * 200,
        )
    Document.objects.filter(pk=document.pk).update(previewed_at=clock.now(), page_count=PAGES)
