"""The day until which documents are kept is over (R15, R16): program managers may delete, partners need not keep."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef

from claims.enums import DRAFT_STATES, ClaimRole
from claims.models import Claim, OriginalsCall
from claims.permissions import people_of
from claims.retention import MAKING, RETENTION, USING, keep_until, past_retention
from documents.keeping import A_DAY_MORE
from documents.models import Document
from notifications.actions.sending import Draft
from notifications.actions.telling import tell
from programs.models import ProgramRole

#: A message names so many claims; of the others it says how many there are.
NAMED = 20
#: The ends of months differ by no more.
CLAMPED = timedelta(days=3)


def tell_of_retention(at: datetime) -> int:
    """Tell program managers once a day of files that can be deleted since then. Returns how many messages."""
    return tell("keep_until_reached", _to_delete, at)


def release_originals(at: datetime) -> int:
    """Tell incentives admins which originals they need not keep for us any more. Returns how many messages."""
    return tell("originals_released", _released, at)


def _days(since: datetime, at: datetime) -> tuple[date, date]:
    """Days kept until which are over in every zone, as the storage's lock has it: after the first, up to the last."""
    first, last = (one.astimezone(UTC).date() - A_DAY_MORE for one in (since, at))
    return first, last


def _to_delete(since: datetime, at: datetime) -> Iterator[Draft]:
    """Only where something new is over; each manager's own count, since it depends on what they answer for."""
    first, last = _days(since, at)
    if first == last:
        return
    programs = _programs_with(first, last)
    held = ProgramRole.objects.filter(program__in=programs, role__in=MAKING, user__is_active=True)
    for one in held.select_related("user", "program"):
        program = one.program
        if program and (files := past_retention(program, one.user, at).count()):
            facts = {"files": files, "program": program.name, "code": program.code}
            yield Draft(one.user, program, last.isoformat(), facts)


def _programs_with(first: date, last: date) -> set[int]:
    """Programs that use a file kept until one of these days."""
    over = Document.objects.filter(retain_until__gt=first, retain_until__lte=last, bytes_deleted_at=None)
    if not over.exists():
        return set()
    found: set[int] = set()
    for model, claim in USING.items():
        uses = model._default_manager.filter(document__in=over)
        found |= set(uses.values_list(f"{claim}__program", flat=True).distinct())
    return found


def _released(since: datetime, at: datetime) -> Iterator[Draft]:
    """One for each admin and location. While a call for its originals is open, a claim's are still needed."""
    first, last = _days(since, at)
    if first == last:
        return
    days = {
        "last_day__gt": first - RETENTION - CLAMPED,
        "last_day__lte": last - RETENTION + CLAMPED,
        "submitted_at__isnull": False,
    }
    called = OriginalsCall.objects.open().filter(claim=OuterRef("pk"))
    found = Claim.objects.exclude(state__in=DRAFT_STATES).filter(~Exists(called), **days)
    claims = [one for one in found.for_acting().order_by("pk") if first < keep_until(one) <= last]
    by_reader: dict[tuple[Any, Any], list[Claim]] = defaultdict(list)
    people = people_of(claims, ClaimRole.ADMIN)
    for claim in claims:
        for person in people[claim.pk]:
            by_reader[person, claim.partner].append(claim)
    for (person, partner), some in by_reader.items():
        yield Draft(person, partner, last.isoformat(), _facts(some))


def _facts(claims: list[Claim]) -> dict[str, Any]:
    return {
        "count": len(claims),
        "claims": [{"number": one.number, "title": one.title} for one in claims[:NAMED]],
        "more": max(len(claims) - NAMED, 0),
        "public_id": claims[0].public_id,
        "until": max(keep_until(one) for one in claims).isoformat(),
    }
