"""To payers: what nobody has cleared up for days."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from notifications.actions.sending import Draft
from notifications.actions.telling import tell
from payments.enums import PaymentStage
from payments.models import Payment, Statement
from programs.enums import VendorRole
from programs.models import Program
from programs.permissions import people_of, staff_for

#: Banks answer within two working days where a transfer is; an entry is looked at within a week.
UNKNOWN_FOR = timedelta(days=3)
ENTRIES_WAIT = timedelta(days=7)


def remind_of_unknown(at: datetime) -> int:
    """Of payments nobody knows about for three days: all payers of the program, who clear it up two together."""
    return tell("payment_unknown", _unknown, at)


def _unknown(since: datetime, at: datetime) -> Iterator[Draft]:
    fallen = {"stage_at__gt": since - UNKNOWN_FOR, "stage_at__lte": at - UNKNOWN_FOR}
    found = Payment.objects.filter(stage=PaymentStage.UNKNOWN, **fallen)
    for payment in found.select_related("partner", "batch__program"):
        facts = {
            "reference": payment.reference,
            "public_id": payment.public_id,
            "partner": str(payment.partner),
            "amount": str(payment.amount),
            "currency": payment.currency,
            "words": payment.fault_words,
            "since": payment.stage_at.isoformat(),
            "zone": payment.batch.program.zone,
        }
        for person in staff_for(payment.partner, payment.batch.program, VendorRole.PAYER):
            yield Draft(person, payment, payment.stage_at.isoformat(), facts)


def remind_of_entries(at: datetime) -> int:
    """Of entries that match nothing for a week: all payers; an account serves every program."""
    return tell("entries_wait", _entries, at)


def _entries(since: datetime, at: datetime) -> Iterator[Draft]:
    fallen = {"imported_at__gt": since - ENTRIES_WAIT, "imported_at__lte": at - ENTRIES_WAIT}
    programs = Program.objects.values_list("pk", flat=True)
    for statement in Statement.objects.defer("content").filter(**fallen).with_unmatched():
        facts = {"name": statement.name, "public_id": statement.public_id, "count": statement.unmatched}
        for person in people_of(programs, VendorRole.PAYER) if statement.unmatched else ():
            yield Draft(person, statement, "week", facts)
