"""What the page of preferences says: which kinds a person gets, and where their mails go."""

from typing import Any

from accounts.models import Membership
from notifications.enums import Group
from notifications.kinds import Kind, catalogue
from notifications.models import Preference, Unreachable
from programs.permissions import held_roles

#: What the program's people get; partners get all but WORK.
OF_STAFF = {Group.TALK, Group.WORK}
OF_PARTNERS = set(Group) - {Group.WORK}


def kinds_for(user: Any) -> list[Kind]:
    """The kinds of message such a person gets: as somebody of a partner, of the vendor, or both."""
    groups: set[Group] = set()
    if Membership.objects.filter(user=user).exists():
        groups |= OF_PARTNERS
    if held_roles(user):
        groups |= OF_STAFF
    return [kind for kind in catalogue() if kind.group in groups]


def turned_off(user: Any) -> set[str]:
    """The codes of the kinds that come as notices only."""
    return set(Preference.objects.filter(user=user).values_list("kind", flat=True))


def trouble_with(user: Any) -> Unreachable | None:
    """What the mail server said about the person's address, where it takes no mail."""
    return Unreachable.objects.filter(address=user.email).first()
