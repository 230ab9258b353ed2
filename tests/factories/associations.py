"""Associations for tests, in any state, made by the portal's own actions."""

import uuid
from datetime import timedelta
from typing import Any

from associations.actions import drafting, reviewing, submitting
from associations.engagements import EngagementCode, PartnerRole
from associations.models import Association, AssociationProof, CustomerLink
from lifecycle import clock
from notifications.enums import MessageState
from notifications.models import Message
from programs.models import Program
from programs.rules import local_day
from review.wanted import Wanted
from tests.factories.documents import DocumentFactory
from tests.factories.people import People

TENANT = uuid.UUID("0b7c2f4e-9d3a-4c1e-8f5b-2a6d7e8f9012")


def open_program(program: Program) -> Program:
    """The program takes associations."""
    Program.objects.filter(pk=program.pk).update(takes_associations=True, association_starts_claim=True)
    program.refresh_from_db()
    return program


def fields(**changes: Any) -> dict[str, Any]:
    """What the first step of the form gives."""
    return {
        "engagement": EngagementCode.USAGE_MODERN_WORK,
        "role": PartnerRole.CONSUME,
        "customer_name": "Hafenlogistik Petersen KG",
        "tenant_id": TENANT,
        "domain": "petersen.example",
        "country": "DE",
        "contact_name": "Karin Petersen",
        "contact_title": "Head of IT",
        "contact_email": "karin@petersen.example",
        "contact_language": "de",
        "own_name": "Anna Beck",
        "own_email": "anna@nordlicht.example",
        "signed_by": "Karin Petersen",
        "work": "We introduce Teams and train the people.",
    } | changes


def draft(people: People, *codes: str, user: Any = None, partner: Any = None, **changes: Any) -> Association:
    """A complete draft of Anna's, ready to be submitted, about Teams unless other codes are given."""
    open_program(people.program)
    user, partner = user or people.anna, partner or people.partner
    made = drafting.create(partner, people.program, fields(**changes), user=user)
    drafting.name_items(made.pk, codes or ("teams",), user=user)
    today = local_day(clock.now(), people.program.zone)
    dates = {"signed_on": today - timedelta(days=20), "work_from": today - timedelta(days=60)}
    Association.objects.filter(pk=made.pk).update(
        **(dates | {k: v for k, v in changes.items() if k in dates})
    )
    prove(made, user)
    return Association.objects.get(pk=made.pk)


def prove(association: Association, user: Any) -> AssociationProof:
    """A clean file as its proof."""
    document = DocumentFactory(partner=association.partner, uploaded_by=user, clean=True)
    return AssociationProof.objects.create(
        association=association, document=document, added_by=user, added_at=clock.now()
    )


def submitted(people: People, *codes: str, **changes: Any) -> Association:
    """Submitted, the mail to the customer still on its way."""
    made = draft(people, *codes, **changes)
    return submitting.submit(made.pk, user=changes.get("user") or people.anna)


def mail_taken(association: Association) -> CustomerLink:
    """The customer's server took the mail, now."""
    link = association.links.get(replaced_at=None)
    Message.objects.filter(pk=link.message_id).update(state=MessageState.SENT, sent_at=clock.now())
    return CustomerLink.objects.get(pk=link.pk)


def under_review(people: People, *codes: str, **changes: Any) -> Association:
    """Taken by Rita; the customer's server took the mail."""
    made = submitted(people, *codes, **changes)
    mail_taken(made)
    return reviewing.take(made.pk, user=people.rita)


def asked(people: People, *codes: str, **changes: Any) -> Association:
    """Rita asked for more."""
    made = under_review(people, *codes, **changes)
    return reviewing.request_more(made.pk, [Wanted("", words="Show the signature.")], user=people.rita)


def approved(people: People, *codes: str, **changes: Any) -> Association:
    """Approved, since the customer confirmed."""
    from associations.actions import customers
    from associations.enums import Answer

    made = under_review(people, *codes, **changes)
    customers.answer(made.links.get(replaced_at=None), Answer.CONFIRM, "", "de")
    return reviewing.approve(made.pk, user=people.rita)
