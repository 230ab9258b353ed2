"""What is missing before an association can be submitted: the checklist of its pages and the refusal of the act.

The same shape as a claim's list (R5): what blocks, what is advice, and what mends it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from associations.engagements import DISCLOSURE_COUNTRIES
from associations.limits import PROOF_LASTS
from associations.models import Association, CustomerDomain
from associations.rivals import recorded_elsewhere
from documents.enums import State
from programs.rules import local_day

#: A file that counts: being checked, or checked.
PRESENT = (State.PENDING, State.CLEAN)
#: The checks say no to it; a checker that broke (FAILED) is our affair, and the file is checked again.
NOT_ACCEPTED = (State.REFUSED, State.INFECTED)
OWN_CONTACT = _("The customer's contact has an address of your own company. Name somebody of the customer.")


class Section(StrEnum):
    """The steps of the form."""

    CUSTOMER = "customer"
    ITEMS = "items"
    CONTACTS = "contacts"
    PROOF = "proof"


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be. field: which field of the step; blocks: False is advice."""

    section: Section
    code: str
    words: Any
    field: str = ""
    blocks: bool = True


def findings_of(association: Association, at: datetime) -> list[Finding]:
    """Everything that is not as it should be, in the order of the steps; load it with `for_page()`."""
    today = local_day(at, association.program.zone)
    rules = (_customer(association), _items(association), _contacts(association), _proof(association, today))
    return [one for rule in rules for one in rule]


def missing_to_submit(association: Association, at: datetime) -> list[Finding]:
    """What keeps it from being submitted; empty when it can be."""
    return [one for one in findings_of(association, at) if one.blocks]


def _customer(association: Association) -> Iterator[Finding]:
    section = Section.CUSTOMER
    if association.tenant_id is None:
        yield Finding(section, "tenant", _("Enter the customer's tenant id."), "tenant_id")
    if not association.domain:
        yield Finding(section, "domain", _("Enter the customer's domain."), "domain")
    if not association.country:
        yield Finding(section, "country", _("Choose the customer's country."), "country")
    yield from _mismatch(association)
    yield from _disclosure(association)


def _mismatch(association: Association) -> Iterator[Finding]:
    """A domain that is known to belong to another tenant."""
    if association.tenant_id is None or not association.domain:
        return
    known = CustomerDomain.objects.filter(domain=association.domain).first()
    if known and known.tenant_id != association.tenant_id:
        words = _("This tenant id and this domain do not belong to the same customer. Check both.")
        yield Finding(Section.CUSTOMER, "mismatch", words, "tenant_id")


def _disclosure(association: Association) -> Iterator[Finding]:
    if association.country not in DISCLOSURE_COUNTRIES:
        return
    if association.public_sector is None:
        words = _("Say whether the customer is of the public sector.")
        yield Finding(Section.CUSTOMER, "sector", words, "public_sector")
    elif association.public_sector and not association.disclosed:
        words = _("A public customer must know that you are paid: confirm the disclosure.")
        yield Finding(Section.CUSTOMER, "disclosure", words, "disclosed")


def _items(association: Association) -> Iterator[Finding]:
    if not association.items.all():
        yield Finding(Section.ITEMS, "none", _("Name at least one workload or subscription."), "codes")
        return
    for held in recorded_elsewhere(association):
        if held.association.partner_id == association.partner_id:
            words = _("You are recorded for %(item)s already.") % {"item": held}
            yield Finding(Section.ITEMS, "own", words, "codes")
        else:
            words = _(
                "Another partner is recorded for %(item)s. You may submit; the most recent proof decides."
            ) % {"item": held}
            yield Finding(Section.ITEMS, "taken", words, "codes", blocks=False)


def _contacts(association: Association) -> Iterator[Finding]:
    fields = {
        "contact_name": _("Name the customer's contact."),
        "contact_title": _("Enter the position of the customer's contact."),
        "contact_email": _("Enter the email address of the customer's contact."),
        "own_name": _("Name your own contact."),
        "own_email": _("Enter the email address of your own contact."),
    }
    if association.terms.asks_for_sale:
        fields["seller_name"] = _("Name the seller of the solution.")
        fields["product_name"] = _("Name your product.")
    for field, words in fields.items():
        if not getattr(association, field):
            yield Finding(Section.CONTACTS, field, words, field)
    if of_one_company(association.contact_email, association.own_email):
        yield Finding(Section.CONTACTS, "own_contact", OWN_CONTACT, "contact_email")


def of_one_company(contact_email: str, own_email: str) -> bool:
    """Nobody confirms for the customer who works for the partner."""
    ends = [address.rpartition("@")[2].lower() for address in (contact_email, own_email)]
    return bool(ends[0]) and ends[0] == ends[1]


def _proof(association: Association, today: date) -> Iterator[Finding]:
    section = Section.PROOF
    files = [proof.document for proof in association.proofs.all()]
    if not any(file.state in PRESENT for file in files):
        yield Finding(section, "file", _("Upload the proof of execution."), "file")
    for file in files:
        if file.state not in PRESENT:
            words = _("The file “%(name)s” was not accepted. Replace it.") % {"name": file.name}
            yield Finding(section, "refused", words, "file")
    yield from _signature(association, today)
    if not association.work.strip():
        yield Finding(section, "work", _("Describe the work you do for the customer."), "work")
    if association.work_from is None:
        yield Finding(section, "dates", _("Say since when you have worked for the customer."), "work_from")


def _signature(association: Association, today: date) -> Iterator[Finding]:
    """The customer's acknowledgement, dated within 12 months before the claim (domain 7.6)."""
    section, day = Section.PROOF, association.signed_on
    if not association.signed_by:
        words = _("Say who of the customer acknowledged the proof.")
        yield Finding(section, "signature", words, "signed_by")
    if day is None:
        words = _("Enter the day on which the customer acknowledged the proof.")
        yield Finding(section, "signature_date", words, "signed_on")
    elif day > today:
        yield Finding(section, "signature_ahead", _("This day is still to come."), "signed_on")
    elif day < today - PROOF_LASTS:
        words = _("The customer's acknowledgement is older than 12 months. Ask for a new one.")
        yield Finding(section, "signature_old", words, "signed_on")
