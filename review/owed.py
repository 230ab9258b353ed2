"""What is still owed when a reminder of a request is about to go, whatever the request is about."""

from collections.abc import Iterable
from datetime import datetime

from notifications.models import Message
from review.models import Request


def request(messages: Iterable[Message]) -> set[int]:
    """The request is open, and due as the message says."""
    named = {one.pk: one.context for one in messages}
    ids = [facts["request"] for facts in named.values()]
    due = dict(Request.objects.open().filter(pk__in=ids).values_list("pk", "due_at"))
    return {
        pk for pk, facts in named.items() if due.get(facts["request"]) == datetime.fromisoformat(facts["due"])
    }
