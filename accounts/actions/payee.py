"""Changing where a partner's money goes: proposed, told to the others, in force 72 hours later."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import vault
from accounts.models import Membership, Partner, PayeeVersion, User
from accounts.models.payee import WAITING
from accounts.payee import (
    LOOKED,
    PayeeProposal,
    details_of,
    payee_edition,
    payee_in_force,
    payee_latest,
    payee_pending,
    sealed_details,
)
from accounts.permissions import may_manage_payee
from history.actions import record, record_access
from lifecycle import ActionRefused, clock
from notifications.actions.sending import send


class ChangedMeanwhile(ActionRefused):
    """Somebody else changed or withdrew it since the person last looked."""


@contextmanager
def _held(partner: Partner, user: User) -> Iterator[datetime]:
    """Holds the location against a second change; gives the instant after the wait."""
    with transaction.atomic():
        Partner.objects.select_for_update(no_key=True).get(pk=partner.pk)
        if not (verdict := may_manage_payee(user, partner)):
            raise ActionRefused(verdict)
        yield clock.now()


def propose(partner: Partner, proposal: PayeeProposal, *, user: User, edition: str) -> PayeeVersion:
    """A change of the payee profile, or its first version: in force 72 hours from now.

    edition: `payee_edition` as the person last saw it. A change that still waits is withdrawn by
    this one. Raises ChangedMeanwhile for another edition, ActionRefused for others than incentives
    admins and where nothing would change.
    """
    with _held(partner, user) as at:
        latest = payee_latest(partner)
        if edition != payee_edition(partner):
            raise ChangedMeanwhile(_("Somebody else changed the payee profile meanwhile."))
        if latest and not _changed_parts(latest, proposal):
            raise ActionRefused(_("This is what the payee profile says already."))
        holds = payee_in_force(partner, at)
        before = shown(holds) if holds else None
        version = _write(partner, proposal, user, at)
        parts = _changed_parts(holds, proposal) if holds else []
        record(partner, "payee.proposed", actor=user, at=at, before=before, after=shown(version), parts=parts)
        for person in _to_tell(partner, user):
            send("payee_changed", to=person, before=before, **_mail(version, user, at))
    return version


def withdraw(partner: Partner, number: int, *, user: User) -> None:
    """Take back a change that still waits: money keeps flowing as before.

    number: of the version the person saw waiting. Raises ActionRefused where it waits no longer.
    """
    with _held(partner, user) as at:
        pending = payee_pending(partner, at)
        if pending is None or pending.number != number:
            raise ActionRefused(_("This change is not waiting any more: look at the payee profile again."))
        _withdraw(pending, user, at)
        record(partner, "payee.withdrawn", actor=user, at=at, after=shown(pending))
        for person in _to_tell(partner, user):
            send("payee_withdrawn", to=person, **_mail(pending, user, at))


def note_look(partner: Partner, *, user: User, at: datetime) -> None:
    """Keep that a person was shown the bank data in full."""
    record_access(partner, LOOKED, actor=user, at=at)


def shown(version: PayeeVersion) -> dict[str, str]:
    """What history and mails say of a version: nothing beyond the last digits of the account."""
    return {
        "country": version.country,
        "last_digits": version.last_digits,
        "currency": version.currency,
    }


def _changed_parts(version: PayeeVersion, proposal: PayeeProposal) -> list[str]:
    """What differs: all of it where the version cannot be read."""
    try:
        old = details_of(version)
    except vault.Unreadable:
        return ["account", "holder", "tax_id", "currency"]
    new = proposal.details
    differs = {
        "account": (version.scheme, old.account) != (proposal.scheme, new.account),
        "holder": old.holder != new.holder,
        "tax_id": old.tax_id != new.tax_id,
        "currency": version.currency != proposal.currency,
    }
    return [part for part, is_other in differs.items() if is_other]


def _write(partner: Partner, proposal: PayeeProposal, user: User, at: datetime) -> PayeeVersion:
    if pending := payee_pending(partner, at):
        _withdraw(pending, user, at)
    last = partner.payee_versions.order_by("-number").first()
    number = last.number + 1 if last else 1
    return PayeeVersion.objects.create(
        partner=partner,
        number=number,
        scheme=proposal.scheme,
        country=proposal.country,
        last_digits=proposal.last_digits,
        currency=proposal.currency,
        sealed=sealed_details(partner, number, proposal.details),
        key=vault.newest_key(),
        created_at=at,
        created_by=user,
        in_force_from=at + WAITING,
    )


def _withdraw(version: PayeeVersion, user: User, at: datetime) -> None:
    version.withdrawn_at, version.withdrawn_by = at, user
    version.save(update_fields=["withdrawn_at", "withdrawn_by"])


def _to_tell(partner: Partner, user: User) -> list[User]:
    """The location's other admins; the person themselves where there is no other."""
    admins = Membership.objects.admins().filter(partner=partner, user__is_active=True).select_related("user")
    return [one.user for one in admins if one.user != user] or [user]


def _mail(version: PayeeVersion, user: User, at: datetime) -> dict[str, Any]:
    """What both mails say, and how they are sent."""
    partner = version.partner
    return {
        "subject": partner,
        "key": f"{partner.pk}.{version.number}",
        "at": at,
        "by": user.name,
        "partner": str(partner),
        "public_id": partner.public_id,
        "zone": partner.zone,
        "in_force_from": version.in_force_from.isoformat(),
        "after": shown(version),
    }
