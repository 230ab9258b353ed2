"""Messages that wait, to fifty people: one kind must arrive, one has a calendar entry too, one may be turned off."""

from datetime import timedelta

from django.core.management import call_command
from django.db import transaction

from accounts.models import User
from lifecycle import clock
from notifications.actions.sending import DELIVER, Draft, send_many
from notifications.mails import mail_of
from notifications.models import Message
from outbox.actions import enqueue
from outbox.models import Job

PEOPLE = 50
KINDS = ("claim_submitted", "request_made", "message_written")
DELIVERERS = 2


def prepare() -> None:
    """Tables and people."""
    call_command("migrate", verbosity=0)
    for number in range(PEOPLE):
        User.objects.create_user(
            f"person{number}@example.com",
            name=f"Jürgen Weiß {number}",
            language=("de", "en")[number % 2],
            zone="Europe/Berlin",
        )


@transaction.atomic
def promise(number: int, name: str) -> int:
    """So many messages wait, and no job comes for them yet."""
    at, people = clock.now(), list(User.objects.order_by("pk"))
    for place, kind in enumerate(KINDS):
        send_many(
            kind,
            [
                Draft(people[one % PEOPLE], people[one % PEOPLE], f"{name}-{one}", _facts(at))
                for one in range(place, number, len(KINDS))
            ],
            at,
        )
    Job.objects.all().delete()
    return number


def let_go() -> None:
    """A job for each process of the worker, as each of them finds one in a busy hour."""
    for _one in range(DELIVERERS):
        enqueue(DELIVER, at=clock.now())


def ready_made(number: int) -> list[tuple[str, bytes]]:
    """Equally large mails, finished: those that went last, with their addresses."""
    at = clock.now()
    some = list(Message.objects.select_related("to").order_by("-pk")[: len(KINDS) * 30])
    mails = [(one.address, mail_of(one, at).message().as_bytes(linesep="\r\n")) for one in some]
    return [mails[one % len(mails)] for one in range(number)]


def _facts(at) -> dict:
    return {
        "number": "COOP-2026-000123",
        "title": "Sicher in der Cloud",
        "public_id": "aB3dE6gH9jK2",
        "amount": "4200.00",
        "currency": "EUR",
        "zone": "Europe/Berlin",
        "their_zone": "Europe/Berlin",
        "review_due": (at + timedelta(days=2)).isoformat(),
        "due": (at + timedelta(days=14)).isoformat(),
        "keep_until": "2028-12-31",
        "words": "Bitte schicken Sie die Rechnung des Druckers noch einmal; auf Seite 2 fehlt der Betrag.",
        "items": [],
        "by": "Ben Carstens",
        "missing": 2,
    }
