"""To those with drafts: their deadline is ahead, and, once it has passed, the drafts have expired.

A person gets one message for all drafts of a location that share a deadline and a fund: whoever has a
hundred of them would read none of a hundred mails, and what is left and what can be forfeited is one sum.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from claims.enums import DRAFT_STATES
from claims.lots import Lot, lots
from claims.models import Claim
from claims.querysets import ClaimQuerySet
from funds.querysets import LEFT, UNCLAIMED
from notifications.actions.sending import Draft
from notifications.actions.telling import tell
from programs.ahead import Deadline, Step, deadlines, fallen_due
from programs.money import quantise

#: When people with a draft are reminded of its deadline.
STEPS = (Step(30), Step(14), Step(7), Step(3), Step(1), Step(hours=4))
#: A deadline further away has no step yet.
HORIZON = timedelta(days=32)
#: So many drafts are named in one message.
NAMED = 10


def remind_of_deadlines(at: datetime) -> int:
    """Remind those who still have drafts of the deadline ahead. Returns how many messages there were."""
    return tell("deadline_ahead", _ahead, at)


def tell_of_expired(at: datetime) -> int:
    """Tell those whose drafts ended at a deadline (1.1). Returns how many messages there were."""
    return tell("draft_expired", _expired, at)


def _ahead(since: datetime, at: datetime) -> Iterator[Draft]:
    near = [(one, fallen_due(STEPS, one.at, one.zone, since, at)) for one in deadlines(at, at + HORIZON)]
    due = {(one.period.pk, one.at): (one, step) for one, step in near if step}
    # A draft made after the step gets the next one only.
    made = {key: step.before(one.at, one.zone) for key, (one, step) in due.items()}
    for lot in _lots(Claim.objects.drafts(), made, LEFT):
        one, step = due[lot.period, lot.deadline]
        yield _draft(lot, one, step.code, void_at=one.at, any_hour=bool(step.hours))


def _expired(since: datetime, at: datetime) -> Iterator[Draft]:
    over = {(one.period.pk, one.at): one for one in deadlines(since, at)}
    for lot in _lots(Claim.objects.filter(state__in=DRAFT_STATES), dict.fromkeys(over, at), UNCLAIMED):
        yield _draft(lot, over[lot.period, lot.deadline], "over")


def _lots(claims: ClaimQuerySet, made: dict[tuple[int, datetime], datetime], amount: Any) -> Iterable[Lot]:
    """By period and deadline, of the drafts that were made up to an instant; no query where there is nothing to ask."""
    if not made:
        return ()
    due = [
        Q(period=period, deadline=deadline, created_at__lte=until)
        for (period, deadline), until in made.items()
    ]
    periods = {period for period, _deadline in made}
    return lots(claims.filter(period__in=periods).with_deadline().filter(reduce(or_, due)), amount)


def _draft(lot: Lot, deadline: Deadline, code: str, **how: Any) -> Draft:
    key = f"{lot.period}:{deadline.at.isoformat()}:{code}"
    return Draft(lot.person, lot.partner, key, _facts(lot, deadline), **how)


def _facts(lot: Lot, deadline: Deadline) -> dict[str, Any]:
    period, program = deadline.period, deadline.period.program
    return {
        "claims": lot.claims,
        "count": len(lot.claims),
        "titles": lot.titles[:NAMED],
        "public_id": lot.public_ids[0],
        "more": max(len(lot.claims) - NAMED, 0),
        "location": str(lot.partner),
        "location_id": lot.partner.public_id,
        "program": program.name,
        "period": period.pk,
        "first_day": period.first_day.isoformat(),
        "last_day": period.last_day.isoformat(),
        "deadline": deadline.at.isoformat(),
        "zone": deadline.zone,
        "amount": str(quantise(lot.amount, program.currency)) if lot.amount else "",
        "currency": program.currency,
    }
