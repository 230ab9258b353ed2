"""What is still owed when a mail about a fund is about to go."""

from collections.abc import Iterable

from funds.models import Fund
from notifications.models import Message


def money_left(messages: Iterable[Message]) -> set[int]:
    """Something is still left in the fund."""
    named = {one.pk: one.subject_id for one in messages}
    funds = Fund.objects.with_something_left().filter(pk__in=set(named.values()))
    still = set(funds.values_list("pk", flat=True))
    return {pk for pk, fund in named.items() if fund in still}
