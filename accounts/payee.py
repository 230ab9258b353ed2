"""Reading payee profiles: which version money flows on, and what it says."""

import logging
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from accounts import vault
from accounts.models import Partner, PayeeVersion

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PayeeDetails:
    """What is sealed: whose account, which account (fields of its scheme by name), under which tax id."""

    holder: str
    tax_id: str
    account: dict[str, str]


def payee_in_force(partner: Partner, at: datetime) -> PayeeVersion | None:
    """The version money flows on at that instant, or None: then nothing can be paid."""
    return partner.payee_versions.in_force(at).first()


def payee_pending(partner: Partner, at: datetime) -> PayeeVersion | None:
    """The change that still waits for its 72 hours, or None."""
    return partner.payee_versions.pending(at).first()


def has_payee(partner: Partner, at: datetime) -> bool:
    """Whether the location said where its money goes; one that still waits counts, it comes by itself."""
    return partner.payee_versions.standing().filter(created_at__lte=at).exists()


def sealed_details(partner: Partner, number: int, details: PayeeDetails) -> bytes:
    """The details, encrypted together with what row they belong to, so that no row can be passed off as another."""
    return vault.seal({"partner": partner.pk, "number": number, **asdict(details)})


def details_of(version: PayeeVersion) -> PayeeDetails:
    """What a version says, in full: whoever calls this notes who looked.

    Raises Unreadable when its key is gone or its row is not the one it was sealed for.
    """
    try:
        content: dict[str, Any] = vault.unseal(version.sealed)
        if (content.pop("partner"), content.pop("number")) != (version.partner_id, version.number):
            raise vault.Unreadable("It was sealed for another row.")
    except vault.Unreadable as error:
        log.error("ALARM: payee version %s cannot be read: %s", version.pk, error)
        raise
    return PayeeDetails(**content)
