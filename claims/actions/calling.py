"""What the clock does about calls for originals (R16): reminders, and the recovery where nobody answered."""

from datetime import datetime, timedelta

from claims.actions.originals import facts_of
from claims.actions.ticking import BATCH, REMIND_AT, by_clock
from claims.models import OriginalsCall
from claims.permissions import partner_people
from notifications.actions.sending import send
from programs.rules import days_left


def lapse_calls(at: datetime) -> int:
    """At the due instant a call that nobody answered makes a recovery due. Returns how many claims."""
    due = OriginalsCall.objects.due(at).values_list("claim", flat=True)
    return by_clock("call_lapses", due)


def remind_of_calls(at: datetime) -> int:
    """Remind those who still owe originals, 7 days and 1 day before; once each. Returns how many mails."""
    near = OriginalsCall.objects.owed().filter(
        due_at__gt=at, due_at__lte=at + timedelta(days=max(REMIND_AT) + 1)
    )
    calls = near.select_related("claim__program", "claim__partner")
    return sum(_remind(call, at) for call in calls.iterator(chunk_size=BATCH))


def _remind(call: OriginalsCall, at: datetime) -> int:
    claim, zone = call.claim, call.claim.program.zone
    left = days_left(at, call.due_at, zone)
    step = next((days for days in sorted(REMIND_AT) if left <= days), None)
    if step is None or days_left(call.called_at, call.due_at, zone) <= step:
        return 0  # not yet, or the call itself said it
    people = partner_people(claim)
    key = f"{call.pk}:{call.due_at.isoformat()}:{step}"
    for person in people:
        send("originals_ahead", to=person, subject=claim, key=key, at=at, days=left, **facts_of(call, claim))
    return len(people)
