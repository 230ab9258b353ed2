"""Whom news of an association go to, and the facts every mail of it carries."""

from datetime import datetime
from typing import Any

from associations.models import Association
from associations.permissions import partner_people
from notifications.actions.sending import send


def facts_of(association: Association) -> dict[str, Any]:
    """Plain values for the templates; names, no secrets."""
    return {
        "number": association.number,
        "customer": association.customer_name,
        "partner": association.partner.legal_name,
        "items": [str(one) for one in association.items.all()],
        "public_id": association.public_id,
        "zone": association.program.zone,
        "their_zone": association.partner.zone,
    }


def tell(kind: str, association: Association, at: datetime, *, key: str = "", **facts: Any) -> None:
    """One message of this kind to each of the location's people who may use the program.

    key: what tells this news from others of its kind; the association's edition where nothing is given.
    """
    for person in dict.fromkeys(partner_people(association)):
        send(
            kind,
            to=person,
            subject=association,
            key=key or str(association.edition),
            at=at,
            **facts_of(association),
            **facts,
        )
