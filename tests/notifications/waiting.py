"""Messages that wait to be delivered, and what becomes of them."""

from lifecycle import clock
from notifications.actions.delivering import deliver_waiting
from notifications.actions.sending import Draft, send_many
from notifications.models import Message
from outbox.models import Job
from tests.factories.accounts import UserFactory

#: A kind that nothing is asked about before it goes, and one that may be turned off.
PLAIN, OPTIONAL = "payee_withdrawn", "message_written"
FACTS = {
    "title": "Autumn",
    "public_id": "abc",
    "by": "Ben",
    "number": "C-1",
    "words": "Hello",
    "partner": "Kiel",
}


def promised(number: int = 1, kind: str = PLAIN, **fields) -> list[Message]:
    """To as many people, oldest first."""
    at, made = clock.now(), []
    for one in range(number):
        to = UserFactory()
        send_many(kind, [Draft(to, to, f"{one}", FACTS)], at)
        made.append(Message.objects.latest("pk"))
    if fields:
        Message.objects.filter(pk__in=[one.pk for one in made]).update(**fields)
    Job.objects.all().delete()
    return made


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def drain() -> int:
    return deliver_waiting(clock.now())
