"""Lines of the same invoice in several claims."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from accounts.enums import PartnerRole
from claims.actions import drafting, reviewing, submitting
from claims.models import Claim, Expense
from documents.models import Document
from programs.enums import VendorRole
from tests.factories import claims as make
from tests.factories.accounts import MembershipFactory, PartnerFactory
from tests.factories.documents import DocumentFactory
from tests.factories.people import People, person, staff
from tests.factories.programs import EnrollmentFactory, ProgramFactory

VENDOR, NUMBER = "Messebau Nord GmbH", "RE-2026/0042"


def other_company() -> SimpleNamespace:
    """Another company in another program of the same vendor: its people, named as those of `everybody`."""
    program, partner = ProgramFactory(), PartnerFactory(legal_name="Brightwater Ltd")
    olga = person("Olga")
    MembershipFactory(user=olga, partner=partner, role=PartnerRole.ADMIN)
    EnrollmentFactory(program=program, partner=partner)
    return SimpleNamespace(
        program=program, partner=partner, anna=olga, rita=staff("Rolf", program, VendorRole.REVIEWER)
    )


def invoice(claim: Claim, net: int | str, whole: int | str | None = None, **facts: Any) -> Expense:
    """Give the claim's first line this invoice, by the act that saves it; `whole`: only a share is claimed."""
    line = claim.expenses.order_by("position").first()
    usual = {"vendor": VENDOR, "invoice_number": NUMBER}
    for name, value in (usual | facts).items():
        setattr(line, name, value)
    line.net, line.invoice_net = Decimal(net), Decimal(whole) if whole else None
    return drafting.save_expense(claim.pk, line, user=claim.owner)


def draft(people: People, net: int | str = 1200, whole: int | str | None = None, **facts: Any) -> Claim:
    """A complete draft with one line of the invoice."""
    claim = make.draft(people, net, title=facts.pop("title", "Autumn campaign"))
    invoice(claim, net, whole, **facts)
    return Claim.objects.get(pk=claim.pk)


def submitted(people: People, net: int | str = 1200, whole: int | str | None = None, **facts: Any) -> Claim:
    """Submitted by Anna."""
    claim = draft(people, net, whole, **facts)
    make.money_for(people)
    return submitting.submit(claim.pk, user=people.anna)


def under_review(
    people: People, net: int | str = 1200, whole: int | str | None = None, **facts: Any
) -> Claim:
    """Taken by Rita."""
    return reviewing.take(submitted(people, net, whole, **facts).pk, user=people.rita)


def same_bytes(document: Document, people: People) -> Document:
    """Another upload of the same bytes."""
    return DocumentFactory(
        partner=people.partner, uploaded_by=people.anna, clean=True, sha256=document.sha256, name="again.pdf"
    )
