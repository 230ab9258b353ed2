"""What of a message about deadlines that move is still true when it is about to go."""

from collections.abc import Iterable

from notifications.models import Message
from programs.models import ActivityTypeVersion, ExtensionRequest


def request(messages: Iterable[Message]) -> set[int]:
    """The request still waits for an answer."""
    named = {one.pk: one.context["request"] for one in messages}
    waiting = set(ExtensionRequest.objects.open().filter(pk__in=named.values()).values_list("pk", flat=True))
    return {pk for pk, asked in named.items() if asked in waiting}


def publishing(messages: Iterable[Message]) -> set[int]:
    """The version is still planned for the day that is over, and not published."""
    named = {one.pk: one.context["version"] for one in messages}
    waiting = ActivityTypeVersion.objects.filter(
        pk__in=named.values(), published_at=None, publish_due__isnull=False
    )
    keys = set(waiting.values_list("pk", flat=True))
    return {pk for pk, version in named.items() if version in keys}
