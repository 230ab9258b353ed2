"""What of a message about deadlines that move is still true when it is about to go."""

from collections.abc import Iterable

from notifications.models import Message
from programs.models import ExtensionRequest


def request(messages: Iterable[Message]) -> set[int]:
    """The request still waits for an answer."""
    named = {one.pk: one.context["request"] for one in messages}
    waiting = set(ExtensionRequest.objects.open().filter(pk__in=named.values()).values_list("pk", flat=True))
    return {pk for pk, asked in named.items() if asked in waiting}
