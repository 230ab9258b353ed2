"""Messages between partner and staff about an association, and notes among staff; they change no state."""

from typing import Any

from associations.actions.door import act
from associations.enums import AssociationRole
from associations.models import Association
from associations.permissions import PARTNER_ROLES, STAFF_ROLES, partner_people, roles_of
from associations.telling import facts_of
from notifications.actions.sending import send
from review import talking
from review.models import Message, Note


def write(association_id: int, words: str, *, user: Any) -> Message:
    """Write to the other side, who hear of it by mail. Raises ActionRefused beyond `talking.MOST_AN_HOUR`."""
    with act(association_id, "write", user) as one:
        association = one.association
        from_staff = is_staff(user, association)
        message = talking.write(association, words, actor=user, from_staff=from_staff, at=one.at)
        one.note(words=words)
        for person in _partner_side(association) if from_staff else _staff_side(association):
            send(
                "association_message",
                to=person,
                subject=association,
                key=str(message.pk),
                at=one.at,
                by=str(user),
                words=words,
                to_staff=not from_staff,
                **facts_of(association),
            )
    return message


def note(association_id: int, words: str, *, user: Any) -> Note:
    """Leave words for colleagues. The history has no entry of it: partners read the history."""
    with act(association_id, "note", user) as one:
        return talking.note(one.association, words, actor=user, at=one.at)


def is_staff(user: Any, association: Association) -> bool:
    """Whether the person acts for the vendor here."""
    roles = roles_of(user, association)
    return bool(roles & STAFF_ROLES) and not roles & PARTNER_ROLES


def _partner_side(association: Association) -> list[Any]:
    admins = partner_people(association, AssociationRole.ADMIN)
    owner = [one for one in partner_people(association) if one.pk == association.owner_id]
    return list(dict.fromkeys([*owner, *admins]))


def _staff_side(association: Association) -> list[Any]:
    taker = association.taken_by
    return [taker] if taker and is_staff(taker, association) else []
