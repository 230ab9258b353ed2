"""Payee profiles for tests: numbers made for examples, checksums right."""

from dataclasses import replace
from datetime import timedelta

from django.http import HttpResponse
from django.urls import reverse

from accounts.actions import payee as actions
from accounts.models import Partner, PayeeVersion, User
from accounts.payee import PayeeDetails, PayeeProposal, payee_edition
from lifecycle import clock

IBAN, OTHER_IBAN = "DE89370400440532013000", "DE02120300000000202051"
KIEL = PayeeProposal(
    scheme="IBAN",
    country="DE",
    last_digits="3000",
    currency="EUR",
    details=PayeeDetails("Nordlicht Systemhaus GmbH", "DE136695976", {"iban": IBAN, "bic": "COBADEFFXXX"}),
)
ELSEWHERE = replace(
    KIEL,
    last_digits="2051",
    details=replace(KIEL.details, account={"iban": OTHER_IBAN, "bic": "BYLADEM1001"}),
)


def proposed(
    partner: Partner, user: User, proposal: PayeeProposal = KIEL, days_ago: float = 0
) -> PayeeVersion:
    """Somebody gave an account so many days ago: in force where that is more than three."""
    with clock.shifted(timedelta(days=-days_ago)):
        return actions.propose(partner, proposal, user=user, edition=payee_edition(partner))


def at(name: str, partner: Partner) -> str:
    """Address of a location's page."""
    return reverse(name, args=[partner.public_id])


def typed(**other: str) -> dict[str, str]:
    """The form of an IBAN as somebody would fill it in."""
    return {
        "scheme": "IBAN",
        "edition": "0",
        "holder": "Nordlicht Systemhaus GmbH",
        "iban": "de89 3704 0044 0532 0130 00",
        "bic": "",
        "tax_id": "DE 136 695 976",
        "currency": "EUR",
        **other,
    }


def words(answer: HttpResponse) -> str:
    """A page's text and tags on one line."""
    return " ".join(answer.content.decode().split())
