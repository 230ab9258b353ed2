"""Money is left and the usage period is about to end: told in time, once for each step (notifications.telling)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from accounts.enums import PartnerRole
from accounts.models import User
from funds.models import Fund
from funds.querysets import LEFT
from notifications.actions.sending import Draft
from notifications.actions.telling import tell
from programs.ahead import Step, fallen_due
from programs.models import Enrollment, UsagePeriod
from programs.money import quantise
from programs.rules import deadline_expression, end_of_day, local_day

#: Before the last day on which activities may take place.
STEPS = (Step(60), Step(30))
#: A last day further away has no step yet.
HORIZON = timedelta(days=62)
#: So many rows are held at once.
CHUNK = 1000
MEMBER = "partner__memberships__"
ADMIN = tuple(f"{MEMBER}user__{field}" for field in ("pk", "email", "language", "zone"))


def tell_of_money_left(at: datetime) -> int:
    """Tell incentives admins what is left in a fund while it can still be spent. Returns how many messages."""
    return tell("money_left", _left, at)


def _left(since: datetime, at: datetime) -> Iterator[Draft]:
    due: dict[int, tuple[UsagePeriod, Step]] = {}
    by_day: dict[date, list[int]] = defaultdict(list)
    for period in UsagePeriod.objects.ending(at.date(), (at + HORIZON).date()):
        zone = period.program.zone
        if step := fallen_due(STEPS, end_of_day(period.last_day, zone), zone, since, at):
            due[period.pk] = period, step
            by_day[local_day(at, zone)].append(period.pk)
    # Around the world it is never more than three days at once.
    for today, periods in by_day.items():
        for pk, email, language, zone, *found in _admins(periods, today).iterator(chunk_size=CHUNK):
            person = User(pk=pk, email=email, language=language, zone=zone)
            yield _draft(person, *due[found[0]], *found[1:])


def _admins(periods: list[int], today: date) -> Any:
    """Each fund with something left beside each admin who may spend it (R7); one query.

    Only where the location is enrolled: whoever has left the program starts no claims. And only from
    the program's threshold on (R11).
    """
    enrolled = Enrollment.objects.on(today).filter(partner=OuterRef("partner"), program=OuterRef("program"))
    may_use = Q(**{f"{MEMBER}scopes": None}) | Q(**{f"{MEMBER}scopes__program": F("program")})
    admin = Q(**{f"{MEMBER}role": PartnerRole.ADMIN, f"{MEMBER}user__is_active": True})
    funds = (
        Fund.objects.with_something_left().reaching_threshold().filter(Exists(enrolled), period__in=periods)
    )
    rows = funds.filter(may_use & admin).annotate(
        amount=LEFT, deadline=deadline_expression("period", "partner")
    )
    location = ("partner__legal_name", "partner__city")
    return rows.order_by().values_list(*ADMIN, "period", "pk", "public_id", *location, "amount", "deadline")


def _draft(person: User, period: UsagePeriod, step: Step, fund: int, *found: Any) -> Draft:
    ends = end_of_day(period.last_day, period.program.zone)
    key = f"{period.last_day}:{step.code}"
    return Draft(person, Fund(pk=fund), key, _facts(period, *found), void_at=ends)


def _facts(
    period: UsagePeriod, public_id: str, name: str, city: str, left: Any, deadline: datetime
) -> dict[str, Any]:
    currency = period.program.currency
    return {
        "public_id": public_id,
        "location": f"{name}, {city}",
        "left": str(quantise(left, currency)),
        "currency": currency,
        "program": period.program.name,
        "first_day": period.first_day.isoformat(),
        "last_day": period.last_day.isoformat(),
        "deadline": deadline.isoformat(),
        "zone": period.program.zone,
    }
