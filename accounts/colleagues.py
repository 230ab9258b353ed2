"""The people of a location, for its incentives admins: who they are, and whether mails reach them."""

from dataclasses import dataclass

from accounts.models import Membership, Partner
from notifications.models import Unreachable


@dataclass(frozen=True)
class Colleague:
    """One person of the location; trouble: why no mails go to their address, None where they do."""

    membership: Membership
    trouble: Unreachable | None


def colleagues_of(partner: Partner) -> list[Colleague]:
    """Admins first, then by name; two queries."""
    members = list(
        Membership.objects.filter(partner=partner, user__is_active=True)
        .select_related("user")
        .order_by("role", "user__name", "pk")
    )
    dead = Unreachable.objects.filter(address__in=[one.user.email for one in members])
    troubles = {one.address: one for one in dead}
    return [Colleague(one, troubles.get(one.user.email)) for one in members]
