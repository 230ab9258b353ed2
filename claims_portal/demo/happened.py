"""What a journey brought about: what the clock did to claims, and what was written to whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest

from django.utils.translation import gettext as _

from claims.models import Claim
from claims.words import event_words
from claims_portal.demo.coming import name_of
from history.models import Event
from notifications.kinds import kind_of
from notifications.models import Message

#: So many are shown, the newest.
SHOWN = 100


@dataclass(frozen=True)
class Happening:
    """One thing, when, and about what or to whom."""

    at: datetime
    what: str
    about: str


def happened(since: datetime, until: datetime) -> list[Happening]:
    """The newest first."""
    both = (one for source in (_acts, _messages) for one in source(since, until))
    return nlargest(SHOWN, both, key=lambda one: one.at)


def _acts(since: datetime, until: datetime) -> Iterator[Happening]:
    """Of the clock alone: what people did they know."""
    by_clock = Event.objects.filter(subject_kind=Claim.SUBJECT_KIND, actor=None, at__gt=since, at__lte=until)
    events = list(by_clock.order_by("-at")[:SHOWN])
    claims = Claim.objects.select_related("program", "partner").in_bulk({one.subject_id for one in events})
    for one in events:
        claim = claims[one.subject_id]
        yield Happening(one.at, event_words(one, claim), f"{name_of(claim)} · {claim.partner}")


def _messages(since: datetime, until: datetime) -> Iterator[Happening]:
    written = Message.objects.filter(due_at__gt=since, due_at__lte=until).select_related("to")
    for one in written.order_by("-due_at")[:SHOWN]:
        what = _("Message: %(kind)s") % {"kind": kind_of(one.kind).label}
        yield Happening(one.due_at, what, _("to %(name)s") % {"name": one.to})
