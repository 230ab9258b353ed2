"""The hash of an event covers its content and the hash before it: a change anywhere shows."""

import hashlib
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.serializers.json import DjangoJSONEncoder

if TYPE_CHECKING:
    from history.models import Event

#: What the first event of a subject is chained to.
START = "0" * 64


def hash_of(event: "Event") -> str:
    """SHA-256, in hex, over what the event says and the hash before it."""
    content = [
        event.previous_hash,
        event.subject_kind,
        event.subject_id,
        event.number,
        event.code,
        event.params,
        event.actor_id,
        event.at.isoformat(),
    ]
    text = json.dumps(content, sort_keys=True, ensure_ascii=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def first_break_in(events: Iterable["Event"]) -> "Event | None":
    """The first of one subject's events, in order, that does not fit the chain; None where all do."""
    previous, broken = START, None
    for number, event in enumerate(events, start=1):
        fits = event.number == number and event.previous_hash == previous and hash_of(event) == event.hash
        if broken is None and not fits:
            broken = event
        previous = event.hash
    return broken
