"""Payee profiles for tests: numbers made for examples, checksums right."""

from dataclasses import replace
from datetime import timedelta

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
