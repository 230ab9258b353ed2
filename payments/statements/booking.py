"""One booking of a statement as plain values, whatever file it came in."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

#: Bookings of one statement at most.
MOST = 20_000
#: Banks write this where nobody gave a reference.
NOT_GIVEN = "NOTPROVIDED"
#: ISO 20022: the reason has not been specified. Taken for a reversal that says no more.
UNSPECIFIED = "MS03"


class Unreadable(Exception):
    """The file as a whole cannot be taken; as text the sentence, in the language that is active then."""

    def __init__(self, words: Any, **params: Any) -> None:
        self.words, self.params = words, params
        super().__init__()

    def __str__(self) -> str:
        return str(self.words) % self.params if self.params else str(self.words)


@dataclass(frozen=True)
class Booking:
    """What the bank booked on our account.

    account: number of ours, "" where the file does not say; reference: ours, end to end; fault_code: why it
    came back, as the bank says (AC04 …), "" for what is no return.
    """

    incoming: bool
    amount: Decimal
    currency: str
    booked_on: date
    account: str = ""
    reference: str = ""
    bank_reference: str = ""
    fault_code: str = ""
    words: str = ""


@dataclass(frozen=True)
class Contents:
    """A statement that was understood: the bank's number of it, and its bookings in their order."""

    bank_id: str
    bookings: list[Booking]

    @property
    def account_digits(self) -> str:
        """The last four digits of the account; "" where several or none are named."""
        accounts = {one.account for one in self.bookings}
        return accounts.pop()[-4:] if len(accounts) == 1 else ""


def fingerprints(bookings: Iterable[Booking]) -> list[str]:
    """By these the same booking is known again in another file.

    Two bookings of one file that say the same are two: the second is told from the first by its number.
    """
    seen: Counter[str] = Counter()
    found = []
    for one in bookings:
        said = "\n".join(
            (
                one.account,
                one.bank_reference,
                one.reference,
                one.booked_on.isoformat(),
                f"{one.amount.normalize():f}",
                one.currency,
                "in" if one.incoming else "out",
            )
        )
        seen[said] += 1
        found.append(hashlib.sha256(f"{said}\n{seen[said]}".encode()).hexdigest())
    return found
