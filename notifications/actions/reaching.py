"""Addresses that could not be reached: somebody says that they work again."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from notifications.actions.sending import DELIVER
from notifications.enums import MessageState
from notifications.models import Message, Unreachable
from outbox.actions import enqueue


@transaction.atomic
def try_again(address: str, at: datetime) -> bool:
    """Mails go to the address again. Returns False where nothing kept them from it.

    What must arrive and was withheld, or refused at first, goes now; of everything else the notice is enough.
    """
    marked = Unreachable.objects.select_for_update().filter(address=address).first()
    if marked is None:
        return False
    kept = Q(state=MessageState.WITHHELD) | Q(state=MessageState.FAILED, error=marked.answer)
    owed = Message.objects.filter(kept, address=address, must_arrive=True)
    if owed.update(state=MessageState.QUEUED, tries=0, error=""):
        enqueue(DELIVER, at=at)
    marked.delete()
    return True
