"""What a booking means for one of our payments (R17): by reference, amount, currency and side, without a guess."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Protocol, TypeVar

from payments.enums import Found, PaymentStage

#: With the bank, as far as we know: what the bank says now decides.
WITH_THE_BANK = (PaymentStage.SENT, PaymentStage.UNKNOWN)
#: As long as references are (ISO 20022: Max35Text); shorter words, and those without a digit, are none of ours.
_REFERENCE = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9/-]{5,34}")


class Paid(Protocol):
    """What is read of a payment."""

    amount: Decimal
    currency: str
    stage: str


class Booked(Protocol):
    """What is read of a booking."""

    incoming: bool
    amount: Decimal
    currency: str
    fault_code: str


def references_in(reference: str, words: str) -> tuple[list[str], list[str]]:
    """Where our reference may stand, in capitals: the one carried end to end; and every such word of the text.

    Banks break long texts at any place, so two words that follow each other are tried as one, too.
    """
    said = [one.strip(",;:.()") for one in words.upper().split()]
    joined = [first + second for first, second in pairwise(said)]
    found = dict.fromkeys(one for one in (*said, *joined) if _REFERENCE.fullmatch(one))
    carried = reference.strip().upper()
    return [carried] if carried else [], list(found)


def meaning(booking: Booked, payment: Paid | None) -> Found:
    """What becomes of it. Only the full amount in the currency of the payment moves anything."""
    if payment is None:
        return Found.UNKNOWN_REFERENCE
    if (booking.amount, booking.currency) != (payment.amount, payment.currency):
        return Found.AMOUNT_DIFFERS
    if not booking.incoming:
        return Found.PAID if payment.stage in WITH_THE_BANK else Found.WRONG_MOMENT
    # Money with our reference that came in for no reason the bank says: somebody has to look.
    if not booking.fault_code:
        return Found.WRONG_MOMENT
    return came_back(payment.stage)


def came_back(stage: str) -> Found:
    """What money that came back means: what was confirmed is returned, what was not has failed."""
    if stage == PaymentStage.PAID:
        return Found.RETURNED
    return Found.FAILED if stage in WITH_THE_BANK else Found.WRONG_MOMENT


class Dated(Protocol):
    """What is read of an entry."""

    booked_on: date
    incoming: bool
    position: int


Entry = TypeVar("Entry", bound=Dated)


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """As money moved: by day, what went out before what came back, however the bank sorts them."""
    return sorted(entries, key=lambda one: (one.booked_on, one.incoming, one.position))
