"""Reading payee profiles: which version money flows on, and what it says."""

import logging
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from accounts import vault
from accounts.models import Partner, PayeeVersion
from history.models import AccessRecord

#: What an access record of a look at full bank data says.
LOOKED = "payee.full"
#: So many looks are listed; all are kept.
LOOKS_SHOWN = 10

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PayeeDetails:
    """What is sealed: whose account, which account (fields of its scheme by name), under which tax id."""

    holder: str
    tax_id: str
    account: dict[str, str]


@dataclass(frozen=True)
class PayeeProposal:
    """What somebody wants to have paid to: what may be shown of it, and the details to be sealed."""

    scheme: str
    country: str
    last_digits: str
    currency: str
    details: PayeeDetails


def payee_in_force(partner: Partner, at: datetime) -> PayeeVersion | None:
    """The version money flows on at that instant, or None: then nothing can be paid."""
    return partner.payee_versions.in_force(at).first()


def payee_pending(partner: Partner, at: datetime) -> PayeeVersion | None:
    """The change that still waits for its 72 hours, or None."""
    return partner.payee_versions.pending(at).first()


def payee_latest(partner: Partner) -> PayeeVersion | None:
    """What a change starts from: the pending version, else the one in force, else None."""
    return partner.payee_versions.standing().order_by("-number").first()


def payee_edition(partner: Partner) -> str:
    """Changes with every change and withdrawal: who saw another edition has not seen what holds now."""
    latest = partner.payee_versions.order_by("-number").values_list("number", "withdrawn_at").first()
    return f"{latest[0]}{'w' if latest[1] else ''}" if latest else "0"


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


@dataclass(frozen=True)
class Shown:
    """A version on a page: what it says in full, or None where the reader may not see it or no key opens it."""

    version: PayeeVersion
    details: PayeeDetails | None = None
    unreadable: bool = False


def shown_in_full(version: PayeeVersion) -> Shown:
    """With its details, or marked as unreadable. Whoever calls this notes who looked."""
    try:
        return Shown(version, details_of(version))
    except vault.Unreadable:
        return Shown(version, None, unreadable=True)


def looks_at(partner: Partner) -> list[AccessRecord]:
    """Who was shown the bank data of a location in full, the latest first."""
    records = AccessRecord.objects.filter(
        subject_kind=Partner.SUBJECT_KIND, subject_id=partner.pk, what=LOOKED
    )
    return list(records.select_related("actor").order_by("-at", "-pk")[:LOOKS_SHOWN])
