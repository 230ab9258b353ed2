"""Messages between partner and staff about a claim, and notes among staff; they change no state of it."""

from typing import Any

from claims.actions.door import Act, act
from claims.enums import ClaimRole
from claims.models import Claim
from claims.permissions import PARTNER_ROLES, STAFF_ROLES, partner_people, roles_of
from notifications.actions.sending import send
from review import talking
from review.models import Message, Note


def write(claim_id: int, words: str, *, user: Any) -> Message:
    """Write to the other side, who hear of it by mail; what they wrote before is answered.

    Raises ActionRefused beyond `talking.MOST_AN_HOUR`.
    """
    with act(claim_id, "message", user) as one:
        from_staff = _is_staff(user, one.claim)
        message = talking.write(one.claim, words, actor=user, from_staff=from_staff, at=one.at)
        one.note()
        for person in partner_side(one.claim) if from_staff else staff_side(one.claim):
            _tell(one, message, person)
    return message


def needs_no_answer(claim_id: int, *, user: Any) -> None:
    """What the other side wrote is read and needs no answer; where nothing waits for one, nothing happens."""
    with act(claim_id, "needs_no_answer", user) as one:
        if talking.settle(one.claim, by_staff=_is_staff(user, one.claim), at=one.at):
            one.note()


def note(claim_id: int, words: str, *, user: Any) -> Note:
    """Leave words for colleagues. The history has no entry of it: partners read the history."""
    with act(claim_id, "note", user) as one:
        return talking.note(one.claim, words, actor=user, at=one.at)


def partner_side(claim: Claim) -> list[Any]:
    """Whom at the partner a message concerns: who looks after the claim, and the incentives admins."""
    admins = partner_people(claim, ClaimRole.ADMIN)
    owner = [one for one in partner_people(claim) if one.pk == claim.owner_id]
    return list(dict.fromkeys([*owner, *admins]))


def staff_side(claim: Claim) -> list[Any]:
    """Whom of ours a message concerns: who has taken the claim, while they may act on it; else nobody."""
    taker = claim.taken_by
    return [taker] if taker and _is_staff(taker, claim) else []


def _is_staff(user: Any, claim: Claim) -> bool:
    roles = roles_of(user, claim)
    return bool(roles & STAFF_ROLES) and not roles & PARTNER_ROLES


def _tell(one: Act, message: Message, person: Any) -> None:
    claim = one.claim
    facts: dict[str, Any] = {
        "number": claim.number,
        "title": claim.title,
        "public_id": claim.public_id,
        "by": str(message.by),
        "words": message.words,
        "to_staff": not message.from_staff,
    }
    send("message_written", to=person, subject=claim, key=str(message.pk), at=one.at, **facts)
