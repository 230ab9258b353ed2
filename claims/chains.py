"""Whether what happened to a claim and its files is still told as it was written (auditors)."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from claims.models import Claim
from claims.readiness import files_of
from documents.models import Document
from history.chain import first_break_in
from history.models import Event, Verification


@dataclass(frozen=True)
class Chain:
    """One subject's events: how many, the hash that seals them, and the first that does not fit, or None."""

    subject: Any
    steps: int
    seal: str
    broken: Event | None


def chains_of(claim: Claim) -> list[Chain]:
    """The claim's own chain and that of each of its files; two queries. Load the claim with `for_page()`."""
    files = {one.pk: one for one in files_of(claim)}
    about = Event.objects.filter(subject_kind=Document.SUBJECT_KIND, subject_id__in=files)
    events = about.order_by("subject_id", "number")
    chains = [_chain(claim, list(Event.objects.about(claim)))]
    return chains + [
        _chain(files[pk], list(found)) for pk, found in groupby(events, lambda one: one.subject_id)
    ]


def _chain(subject: Any, events: list[Event]) -> Chain:
    return Chain(subject, len(events), events[-1].hash if events else "", first_break_in(events))


def named_breaks(one: Verification, user: Any) -> list[tuple[str, int, int, Claim | None]]:
    """What did not fit: kind, id, number, and the claim where the person may open it. One query, or none."""
    ids = [subject for kind, subject, _number in one.breaks if kind == Claim.SUBJECT_KIND]
    known = Claim.objects.in_queue(user).in_bulk(ids) if ids else {}
    return [
        (kind, subject, number, known.get(subject) if kind == Claim.SUBJECT_KIND else None)
        for kind, subject, number in one.breaks
    ]
