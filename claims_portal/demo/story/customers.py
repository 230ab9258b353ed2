"""Customers of Nordlicht and Brightwater (design 4.2): one recorded, one awaited, whom both claim, and a draft."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils.translation import override

from accounts.models import Partner, User
from associations.actions import customers, drafting, reviewing, submitting
from associations.engagements import ENGAGEMENTS, EngagementCode
from associations.enums import Answer
from associations.form_sheet import as_pdf
from associations.models import Association
from claims_portal.demo import people
from claims_portal.demo.story.telling import check_now, days_ago, today, upload
from programs.models import Program

FOCK = {
    "customer_name": "Reederei Fock GmbH",
    "tenant_id": uuid.UUID("5d1f2a90-77b4-4b8e-9c55-31a2c7f40d11"),
    "domain": "fock.example",
    "contact_name": "Jens Fock",
    "contact_email": "jens@fock.example",
}
PETERSEN = {
    "customer_name": "Hafenlogistik Petersen KG",
    "tenant_id": uuid.UUID("0b7c2f4e-9d3a-4c1e-8f5b-2a6d7e8f9012"),
    "domain": "petersen.example",
    "contact_name": "Karin Petersen",
    "contact_email": "karin@petersen.example",
}


def tell() -> None:
    """Everything that happened with customers until today."""
    nordlicht = Partner.objects.get(number=people.NORDLICHT)
    brightwater = Partner.objects.get(number=people.BRIGHTWATER[0])
    anna, olga, rita = (people.user(name) for name in ("anna", "olga", "rita"))
    with days_ago(70):
        fock = submitted(nordlicht, anna, FOCK, ("teams", "intune"), proof_days=10)
    with days_ago(67):
        reviewing.take(fock.pk, user=rita)
        customers.answer(fock.links.get(), Answer.CONFIRM, "", "de")
        reviewing.approve(fock.pk, user=rita)
    with days_ago(3):
        submitted(nordlicht, anna, PETERSEN, ("exchange", "teams"), proof_days=30)
    with days_ago(2):
        submitted(brightwater, olga, PETERSEN, ("teams",), proof_days=12)
    with days_ago(1):
        made(nordlicht, anna, {"customer_name": "Werft Nord AG", "domain": "werft.example"}, ("sharepoint",))


def made(partner: Partner, by: User, customer: dict[str, Any], codes: tuple[str, ...]) -> Association:
    """A draft about some workloads of a customer."""
    code = EngagementCode.USAGE_MODERN_WORK
    fields = {
        "engagement": code,
        "role": ENGAGEMENTS[code].role,
        "country": "DE",
        "contact_title": "Leitung IT",
        "contact_language": "de",
        "own_name": str(by),
        "own_email": by.email,
        **customer,
    }
    draft = drafting.create(partner, Program.objects.get(code="COOP"), fields, user=by)
    return drafting.name_items(draft.pk, codes, user=by)


def submitted(
    partner: Partner, by: User, customer: dict[str, Any], codes: tuple[str, ...], *, proof_days: int
) -> Association:
    """The same with a proof that the customer signed so many days ago, submitted."""
    draft, day = made(partner, by, customer, codes), today()
    work = "Wir führen die Dienste ein, schulen die Beschäftigten und betreuen den Betrieb."
    facts = {
        "signed_by": customer["contact_name"],
        "signed_on": day - timedelta(days=proof_days),
        "work": work,
        "work_from": day - timedelta(days=proof_days + 60),
    }
    drafting.edit(draft.pk, facts, user=by, what="proof")
    with override("de"):
        sheet = as_pdf(Association.objects.for_page().get(pk=draft.pk))
    name = f"Nachweis {customer['customer_name']} {codes[0]}.pdf"
    proof = drafting.add_proof(draft.pk, upload(name, sheet), user=by)
    check_now(proof.document)
    return submitting.submit(draft.pk, user=by)
