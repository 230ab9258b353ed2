"""What is still owed when a mail about a location is about to go."""

from collections.abc import Iterable

from accounts.models import Partner, User
from notifications.models import Message, Unreachable


def alone(messages: Iterable[Message]) -> set[int]:
    """The location still has one incentives admin (R7)."""
    named = {one.pk: one.subject_id for one in messages}
    single = Partner.objects.with_one_admin().filter(pk__in=set(named.values()))
    still = set(single.values_list("pk", flat=True))
    return {pk for pk, partner in named.items() if partner in still}


def unreachable(messages: Iterable[Message]) -> set[int]:
    """Mails to the colleague still come back."""
    named = {one.pk: one.subject_id for one in messages}
    people = User.objects.filter(pk__in=set(named.values()))
    still = set(people.filter(email__in=Unreachable.objects.values("address")).values_list("pk", flat=True))
    return {pk for pk, person in named.items() if person in still}
