"""What is said about a claim, for pages: the thread between partner and staff, and the staff's notes."""

from dataclasses import dataclass
from typing import Any

from claims.models import Claim
from review.models import Message, Note

#: So many of the last messages, or notes, stand on the claim's own page; all of them on a page of their own.
SHOWN = 10


@dataclass(frozen=True)
class Said:
    """One message: `role` names the side it came from, `mine` the reader's own side, `waits`: for an answer."""

    message: Message
    role: str
    mine: bool
    waits: bool


@dataclass(frozen=True)
class Thread:
    """Messages, oldest first. `more`: older ones are left out; `waits`: the other side waits for an answer."""

    said: list[Said]
    more: bool

    @property
    def waits(self) -> bool:
        return any(one.waits and not one.mine for one in self.said)


def thread_of(claim: Claim, *, staff: bool, most: int | None = SHOWN) -> Thread:
    """The messages as one side reads them; `most`: only so many of the last. One query.

    Whoever writes answers everything before, so that what waits always stands among the last.
    """
    messages, more = _last(Message.objects.about(claim).select_related("by"), most)
    said = [
        Said(
            one,
            role=str(claim.program) if one.from_staff else claim.partner.legal_name,
            mine=one.from_staff == staff,
            waits=one.answered_at is None,
        )
        for one in messages
    ]
    return Thread(said, more)


@dataclass(frozen=True)
class Notes:
    """Notes of colleagues, oldest first. `more`: older ones are left out."""

    notes: list[Note]
    more: bool


def notes_of(claim: Claim, *, most: int | None = SHOWN) -> Notes:
    """What staff noted for each other; only pages of staff ask for it. One query."""
    return Notes(*_last(Note.objects.about(claim).select_related("by"), most))


def _last(rows: Any, most: int | None) -> tuple[list[Any], bool]:
    """The last rows in the order in which they were written, and whether there are more before them."""
    found = list(rows.order_by("-pk")[: most + 1] if most else rows.order_by("-pk"))
    shown = found[:most] if most else found
    return shown[::-1], len(found) > len(shown)
