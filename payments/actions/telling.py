"""What people are told of payments and of money that has to come back; sent inside the transaction of the act.

Partners' mails go to the incentives admins who may use the program: nobody else acts on the payee profile (R7).
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from accounts.models import Partner
from notifications.actions.sending import send
from payments.models import Payment, Recovery, Statement
from payments.standing import Standing
from programs.models import Program
from programs.permissions import admins_in

#: So many claims are named in a mail; of the others it says how many they are.
NAMED = 10


def expected(payment: Payment, at: datetime) -> None:
    """It was sent to the bank: how much, for which claims, and on which day the bank is asked to pay."""
    day = payment.batch.execute_on.isoformat()
    for person in _admins(payment):
        send("payment_expected", to=person, **_about(payment, "sent", at), day=day)


def paid(payment: Payment, at: datetime) -> None:
    """The bank has booked it."""
    booked = payment.booked_on.isoformat() if payment.booked_on else ""
    facts: dict[str, Any] = {"day": booked, "bank_reference": payment.bank_reference}
    for person in _admins(payment):
        send("payment_paid", to=person, **_about(payment, "paid", at), **facts)


def failed(payment: Payment, at: datetime) -> None:
    """It did not arrive, and what to do."""
    for person in _admins(payment):
        send("payment_failed", to=person, **_about(payment, "failed", at), **_fault(payment))


def returned(payment: Payment, at: datetime) -> None:
    """It came back after it had arrived, and what to do."""
    for person in _admins(payment):
        send("payment_returned", to=person, **_about(payment, "returned", at), **_fault(payment))


def on_hold(partner: Partner, program: Program, standings: Iterable[Standing], at: datetime) -> None:
    """Claims of a location are on hold for a reason that is new; one mail a reason, with the way out."""
    by_reason: dict[str, list[Standing]] = {}
    for one in standings:
        by_reason.setdefault(str(one.reason), []).append(one)
    for reason, held in by_reason.items():
        facts = {
            **_listed([(one.claim, one.amount) for one in held]),
            "public_id": held[0].claim.public_id,
            "partner_id": partner.public_id,
            "partner": str(partner),
            "program": program.name,
            "reason": reason,
            "amount": str(sum((one.amount for one in held), Decimal(0))),
            "currency": program.currency,
        }
        for person in admins_in(partner, program):
            key = f"{program.pk}.{reason}.{at.isoformat()}"
            send("payment_on_hold", to=person, subject=partner, key=key, at=at, **facts)


def recovery_announced(recovery: Recovery, at: datetime) -> None:
    """Money has to come back: how much, why, from when it is offset, and how to repay or object."""
    if recovery.offset_from is None:
        return
    facts: dict[str, Any] = {"reason": recovery.reason, "offset_from": recovery.offset_from.isoformat()}
    for person in admins_in(recovery.claim.partner, recovery.claim.program):
        send("recovery_announced", to=person, **_of_recovery(recovery, at), **facts)


def recovery_settled(recovery: Recovery, at: datetime, *, waived: bool = False) -> None:
    """Nothing is owed any more; nobody is told of what was never announced."""
    if recovery.announced_at is None:
        return
    for person in admins_in(recovery.claim.partner, recovery.claim.program):
        send("recovery_settled", to=person, **_of_recovery(recovery, at), waived=waived)


def _admins(payment: Payment) -> Any:
    return admins_in(payment.partner, payment.batch.program)


def _about(payment: Payment, occasion: str, at: datetime) -> dict[str, Any]:
    """What every mail about a payment is sent with, and says."""
    sums: dict[Any, Decimal] = {}
    for item in payment.items.select_related("claim").order_by("claim"):
        sums[item.claim] = sums.get(item.claim, Decimal(0)) + item.amount
    return {
        "subject": payment,
        "key": occasion,
        "at": at,
        **_listed(list(sums.items())),
        "public_id": payment.public_id,
        "partner_id": payment.partner.public_id,
        "partner": str(payment.partner),
        "reference": payment.reference,
        "amount": str(payment.amount),
        "offset": str(payment.offset) if payment.offset else "",
        "currency": payment.currency,
        "zone": payment.batch.program.zone,
    }


def _listed(claims: list[tuple[Any, Decimal]]) -> dict[str, Any]:
    """The first claims with what is paid of each, how many there are, and how many are not named."""
    named = [
        {"number": claim.number, "title": claim.title, "amount": str(amount)}
        for claim, amount in claims[:NAMED]
    ]
    return {"claims": named, "count": len(claims), "more": len(claims) - len(named)}


def _fault(payment: Payment) -> dict[str, Any]:
    return {"fault_code": payment.fault_code, "fault_words": payment.fault_words}


def _of_recovery(recovery: Recovery, at: datetime) -> dict[str, Any]:
    claim = recovery.claim
    return {
        "subject": recovery,
        "key": f"{recovery.state}.{at.isoformat()}",
        "at": at,
        "public_id": recovery.public_id,
        "number": claim.number,
        "title": claim.title,
        "amount": str(recovery.amount),
        "currency": recovery.currency,
        "zone": claim.program.zone,
    }


def unmatched(statement: Statement, at: datetime) -> None:
    """A statement is read, and some of its entries match nothing: to whoever imported it, once."""
    entries = statement.entries.unmatched().count()
    if entries:
        facts: dict[str, Any] = {"name": statement.name, "public_id": statement.public_id, "count": entries}
        send("statement_unmatched", to=statement.imported_by, subject=statement, key="read", at=at, **facts)
