"""When a decision is to be expected: by the program's pace of the last 90 days, else by the promise of R9.

What a pace counts: from submitting to the first decision's leaving the house, without the time the partner
had the turn. Second decisions of disputes and after reversals are not counted; for them the promise holds.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import DurationField, Exists, ExpressionWrapper, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import npgettext

from claims.enums import ClaimState
from claims.models import Claim, Decision
from claims.promises import PROMISED, promised
from programs.models import Program
from programs.rules import days_left, end_of_day, local_day
from review import pace
from review.models import Pace, Request

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Expected:
    """By when a decision is expected; `pace` in words, "" where the promise alone is known."""

    by: datetime
    days_left: int
    overdue: bool
    pace: str


def measure(at: datetime) -> int:
    """The clock's: see `review.pace`. Returns how many programs were measured."""
    return pace.measure_due(Claim, durations, at)


def durations(program: Program, since: datetime) -> Iterator[timedelta]:
    """How long we took for each claim of the program whose first decision left since then."""
    left = Decision.objects.left()
    earlier = left.filter(claim=OuterRef("claim"), left_at__lt=OuterRef("left_at"))
    first = left.filter(~Exists(earlier), claim__program=program, left_at__gte=since)
    asked = Request.objects.filter(
        subject_kind=Claim.SUBJECT_KIND, subject_id=OuterRef("claim"), made_at__lt=OuterRef("left_at")
    )
    whole = _duration(F("left_at") - F("claim__submitted_at"))
    theirs = Coalesce(Subquery(_theirs(asked)), timedelta(0))
    taken = first.annotate(ours=_duration(whole - theirs)).order_by()
    yield from taken.values_list("ours", flat=True).iterator()


def _theirs(requests: Any) -> Any:
    """By subject, how long its closed requests were open together."""
    open_for = _duration(Coalesce("answered_at", "lapsed_at") - F("made_at"))
    closed = requests.exclude(answered_at=None, lapsed_at=None).order_by().values("subject_id")
    return closed.annotate(theirs=Sum(open_for)).values("theirs")


def _duration(expression: Any) -> ExpressionWrapper:
    return ExpressionWrapper(expression, output_field=DurationField())


def expected_for(claims: Iterable[Claim], at: datetime) -> dict[int, Expected]:
    """By id, for the claims that wait for us; two queries, however many there are. Reads `claim.program`."""
    waiting = [one for one in claims if one.state in PROMISED and one.waiting_since]
    if not waiting:
        return {}
    paces = pace.paces_of(Claim, (one.program_id for one in waiting))
    about = Request.objects.of_kind(Claim).filter(subject_id__in=[one.pk for one in waiting])
    theirs = dict(_theirs(about).values_list("subject_id", "theirs")) if paces else {}
    return {one.pk: _expected(one, paces.get(one.program_id), theirs.get(one.pk), at) for one in waiting}


def expected_of(claim: Claim, at: datetime) -> Expected | None:
    """The same for one claim; None where nobody waits for us."""
    return expected_for([claim], at).get(claim.pk)


def _expected(claim: Claim, known: Pace | None, theirs: timedelta | None, at: datetime) -> Expected:
    zone, by, words = claim.program.zone, promised(claim) or at, ""
    if known and claim.state != ClaimState.DISPUTED and claim.waiting_since:
        began = claim.submitted_at + theirs if theirs and claim.submitted_at else claim.waiting_since
        by, words = end_of_day(local_day(began + known.most, zone), zone), pace_in_words(known)
    return Expected(by, days_left(at, by, zone), at >= by, words)


def pace_in_words(known: Pace) -> str:
    """ "Half of the decisions of this program come within 3 days, nine of ten within 6 days." """
    half, most = _days(known.half), _days(known.most)
    if half == most:
        return _("Nine of ten decisions of this program come within %(most)s.") % {"most": _within(most)}
    words = _("Half of the decisions of this program come within %(half)s, nine of ten within %(most)s.")
    return words % {"half": _within(half), "most": _within(most)}


def _days(duration: timedelta) -> int:
    """Begun days, at least one."""
    return max(-(-duration // A_DAY), 1)


def _within(days: int) -> str:
    return npgettext("within", "%(days)d day", "%(days)d days", days) % {"days": days}
