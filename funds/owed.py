"""What is still owed when a mail about a fund is about to go."""

from collections.abc import Iterable

from funds.earnings.states import ImportState
from funds.models import EarningsImport, Fund
from notifications.models import Message


def money_left(messages: Iterable[Message]) -> set[int]:
    """Something is still left in the fund."""
    named = {one.pk: one.subject_id for one in messages}
    funds = Fund.objects.with_something_left().filter(pk__in=set(named.values()))
    still = set(funds.values_list("pk", flat=True))
    return {pk for pk, fund in named.items() if fund in still}


def earnings_waiting(messages: Iterable[Message]) -> set[int]:
    """Nobody has said yes or no meanwhile: not to the import, not to taking it back, whichever was asked."""
    messages = list(messages)
    found = EarningsImport.objects.filter(pk__in={one.subject_id for one in messages})
    states = dict(found.values_list("pk", "state"))
    asked = {False: ImportState.WAITING, True: ImportState.REVERSAL_ASKED}
    return {one.pk for one in messages if states.get(one.subject_id) == asked[one.context["reversal"]]}
