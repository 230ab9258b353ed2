"""Moving a deadline (R1): for one location, for all, and for all of several periods after the portal was away.

Whoever takes part in any of it locks the usage period first, so that deadlines and requests are read as they are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Partner, User
from history.actions import record
from lifecycle import ActionRefused, clock
from notifications.actions.sending import send
from outbox.actions import enqueue
from programs import rules
from programs.enums import Outcome
from programs.models import Extension, ExtensionRequest, Outage, UsagePeriod
from programs.permissions import admins_in, may_manage


@transaction.atomic
def grant_extension(
    period: UsagePeriod, *, partner: Partner | None, last_day: date, reason: str, by: User, words: str = ""
) -> Extension:
    """Move the deadline to the end of `last_day` in the program's zone, for one location or for all (R1).

    Writes the extension and the period's history, answers the open requests it fulfils
    (words: what is said to them), tells a single location, and promises the job
    `claims.extension_granted` (extension_id): it brings expired drafts back and
    restores forfeited funds. Raises ActionRefused for anybody but a manager of the
    program, for a day that is not later than now in force or over, and without a reason.
    """
    at = clock.now()
    period = locked(period.pk)
    if not (verdict := may_manage(by, period.program)):
        raise ActionRefused(verdict)
    if problem := pointless(period, partner, last_day, at):
        raise ActionRefused(problem, fields={"last_day": problem})
    if not reason.strip():
        raise ActionRefused(_("Say why the deadline moves."), fields={"reason": _("Give the reason.")})
    return _grant(_Grant(period, partner, last_day, reason.strip(), words.strip()), by, at)


@dataclass(frozen=True)
class Away:
    """When the portal was away, and why the deadlines move: what the act of `give_to_all` says of itself.

    key: given where the act is prepared; the same key again is the same act.
    """

    key: str
    since: datetime
    until: datetime
    reason: str


@transaction.atomic
def give_to_all(away: Away, days: Mapping[int, date], *, by: User) -> Outage:
    """Give all locations the same later deadlines because the portal was away (R1): one act, once.

    days: by key of a usage period its new last day to submit. One extension and one entry in the history
    for each, all with the act's reference. Raises ActionRefused for anybody but a manager of all their
    programs, for a day that is not later than in force or over (fields `last_day_<key>`), and for no day.
    """
    periods = [locked(key) for key in sorted(days)]
    at = clock.now()
    for period in periods:
        if not (verdict := may_manage(by, period.program)):
            raise ActionRefused(verdict)
    if done := Outage.objects.filter(public_id=away.key, granted_by=by).first():
        return done
    _refuse_away(away, periods, days, at)
    outage = Outage.objects.create(
        public_id=away.key,
        away_from=away.since,
        away_until=away.until,
        reason=away.reason.strip(),
        granted_by=by,
        granted_at=at,
    )
    for period in periods:
        _grant(_Grant(period, None, days[period.pk], outage.reason, outage.reason, outage), by, at)
    return outage


def _refuse_away(away: Away, periods: Iterable[UsagePeriod], days: Mapping[int, date], at: datetime) -> None:
    if not days:
        raise ActionRefused(_("Give at least one usage period a new last day."))
    if away.until <= away.since or away.until > at:
        raise ActionRefused(_("The portal was away before now, and it was back after it had gone."))
    if not away.reason.strip():
        raise ActionRefused(_("Say why the deadline moves."), fields={"reason": _("Give the reason.")})
    found = {f"last_day_{one.pk}": pointless(one, None, days[one.pk], at) for one in periods}
    problems: dict[str, Any] = {name: problem for name, problem in found.items() if problem}
    if problems:
        raise ActionRefused(_("Some days would not move their deadline."), fields=problems)


def locked(period_id: int) -> UsagePeriod:
    """The period with its program, locked; its extensions are read afterwards."""
    periods = UsagePeriod.objects.select_for_update(of=("self",), no_key=True).select_related("program")
    return periods.get(pk=period_id)


def pointless(period: UsagePeriod, partner: Partner | None, last_day: date, at: datetime) -> str:
    """Why this day would not be an extension, in words; "" where it would be one."""
    deadline = rules.end_of_day(last_day, period.program.zone)
    if deadline <= rules.deadline_for(period, partner):
        return _("Choose a later day than the deadline in force.")
    if deadline <= at:
        return _("This day is over: nobody could submit by then.")
    return ""


@dataclass(frozen=True)
class _Grant:
    """An extension to be written; words: what requests are told that it fulfils."""

    period: UsagePeriod
    partner: Partner | None
    last_day: date
    reason: str
    words: str
    outage: Outage | None = None


def _grant(wanted: _Grant, by: User, at: datetime) -> Extension:
    period = wanted.period
    extension = Extension.objects.create(
        period=period,
        partner=wanted.partner,
        deadline=rules.end_of_day(wanted.last_day, period.program.zone),
        reason=wanted.reason,
        granted_by=by,
        granted_at=at,
        outage=wanted.outage,
    )
    record(
        period,
        "programs.extension_granted",
        actor=by,
        at=at,
        extension=extension.pk,
        partner=str(wanted.partner) if wanted.partner else None,
        last_day=wanted.last_day,
        reason=wanted.reason,
        outage=wanted.outage.public_id if wanted.outage else None,
    )
    asked = _fulfil(extension, wanted, by, at)
    if wanted.partner:
        people = {*admins_in(wanted.partner, period.program), *(one.asked_by for one in asked)}
        tell_answer(period, wanted.partner, people, f"extension {extension.pk}", wanted.words, extension, at)
    enqueue("claims.extension_granted", at=at, key=f"extension {extension.pk}", extension_id=extension.pk)
    return extension


def _fulfil(extension: Extension, wanted: _Grant, by: User, at: datetime) -> list[ExtensionRequest]:
    """Answer the open requests of those it is for: the one location's, of all those that wished no later day."""
    waiting = ExtensionRequest.objects.open().filter(period=extension.period).select_related("asked_by")
    if wanted.partner:
        asked = list(waiting.filter(partner=wanted.partner))
    else:
        asked = list(waiting.filter(wished_last_day__lte=wanted.last_day))
    answer = {"outcome": Outcome.GRANTED, "extension": extension, "words": wanted.words}
    waiting.filter(pk__in=[one.pk for one in asked]).update(answered_by=by, answered_at=at, **answer)
    return asked


def tell_answer(
    period: UsagePeriod,
    partner: Partner,
    people: Iterable[User],
    key: str,
    words: str,
    extension: Extension | None,
    at: datetime,
) -> None:
    """Tell people of a location that its deadline moved, or why not; extension: None where it stays."""
    deadline = extension.deadline if extension else rules.deadline_for(period, partner)
    facts = about(period, partner) | {
        "granted": extension is not None,
        "words": words,
        "deadline": deadline.isoformat(),
        "moved_to": deadline.isoformat() if extension else "",
        "over": deadline <= at,
    }
    for person in people:
        send("extension_answered", to=person, subject=period, key=key, at=at, **facts)


def about(period: UsagePeriod, partner: Partner) -> dict[str, Any]:
    """What messages say of a location and a period, in plain values."""
    return {
        "location": str(partner),
        "location_id": partner.public_id,
        "program": period.program.name,
        "period": period.pk,
        "first_day": period.first_day.isoformat(),
        "last_day": period.last_day.isoformat(),
        "zone": period.program.zone,
    }
