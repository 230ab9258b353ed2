"""The staff's queue: which claims stand in it, how many of each state and age, and what a row says.

Any number of rows costs the same queries; the order and its pages are `claims.order`'s.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery, prefetch_related_objects
from django.utils import timezone
from django.utils.formats import number_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.ages import Age, ages_of, steps
from claims.enums import OPEN_STATES, ClaimState, DecisionKind
from claims.models import Claim, Decision
from claims.order import PROMISE
from claims.querysets import ClaimQuerySet
from claims.searching import Found, with_words
from programs.rules import days_left, local_day
from review import holding
from review.enums import FlagCode
from review.models import Assignment, Flag, Hold, Request

#: Choice of the filter: whatever the state.
EVERY_STATE = "ALL"
#: So many claims with a message nobody answered stand above the queue.
RISEN = 5
#: So many claims that words were found in are counted of each state, and no more.
COUNTED = 1000


@dataclass(frozen=True)
class Due:
    """An answer somebody waits for: until when, and how near that is, for a badge."""

    at: datetime
    words: str
    tone: str


@dataclass(frozen=True)
class Row:
    """What a row says besides the claim's own facts. `waited`: how long, in words; "" where nobody waits.

    `leaving`: the decision that was made and has not left; `held`: who has it on the bench; `given`: to whom, by name.
    """

    claim: Claim
    waited: str
    due: Due | None
    recommendation: Decision | None
    leaving: Decision | None
    held: Hold | None
    given: str
    flags: list[FlagCode]

    @property
    def with_somebody(self) -> bool:
        return bool(self.held or self.given or self.claim.taken_by_id)

    @property
    def open_words(self) -> str:
        """Who has it on the bench, and since when."""
        if self.held is None:
            return ""
        since = time_format(timezone.localtime(self.held.since), "H:i")
        return _("%(name)s has this open since %(time)s") % {"name": self.held.by, "time": since}


def narrow(claims: ClaimQuerySet, wanted: Mapping[str, Any], user: Any) -> Found:
    """Claims by what the filter asks for, all of it together; the state is left to `in_state`."""
    among_open = wanted.get("state", "") in ("", *OPEN_STATES)
    claims, many = with_words(claims, wanted.get("q", ""), among_open=among_open)
    for name, column in COLUMNS.items():
        if wanted.get(name):
            claims = claims.filter(**{column: wanted[name]})
    if wanted.get("mine"):
        claims = claims.filter(taken_by=user)
    about = {"subject_kind": Claim.SUBJECT_KIND, "subject_id": OuterRef("pk")}
    if wanted.get("assigned"):
        claims = claims.filter(Exists(Assignment.objects.filter(**about, to=user)))
    if wanted.get("flag"):
        claims = claims.filter(Exists(Flag.objects.filter(**about, code=wanted["flag"])))
    return Found(claims, many)


#: Fields of the filter that ask for one value of a column.
COLUMNS = {"program": "program__code", "country": "partner__country", "language": "owner__language"}


def in_state(claims: ClaimQuerySet, state: str) -> ClaimQuerySet:
    """One state; without one all that is open; EVERY_STATE: all."""
    if state == EVERY_STATE:
        return claims
    return claims.filter(state=state) if state else claims.open()


def risen(claims: ClaimQuerySet) -> list[Claim]:
    """Claims of any state whose partner waits for an answer to a message, the most urgent ones (design 4.1)."""
    asked = Flag.objects.of_kind(Claim).filter(code=FlagCode.MESSAGE).values("subject_id")
    return list(claims.filter(pk__in=asked).for_queue().order_by(*PROMISE.keys)[: RISEN + 1])


@dataclass(frozen=True)
class Tally:
    """How many open claims there are of each state, in words, under "" altogether; and how long they have waited."""

    counts: dict[str, str]
    ages: list[Age]


def tally(found: Found, at: datetime) -> Tally:
    """The open claims among these, counted in one query."""
    return _bounded_tally(found.claims) if found.many else _tally(steps(found.claims, at))


def _tally(found: list[dict[str, Any]]) -> Tally:
    """Of what `steps` found."""
    states = Counter(dict.fromkeys(OPEN_STATES, 0))
    for one in found:
        states[one["state"]] += one["count"]
    words = {state: number_format(count, force_grouping=True) for state, count in states.items()}
    return Tally({"": number_format(states.total(), force_grouping=True), **words}, ages_of(found))


def _bounded_tally(claims: ClaimQuerySet) -> Tally:
    """At most COUNTED of each state are counted ("1,000+"), for words that many claims have; no ages."""
    some = [claims.order_by().filter(state=state).values_list("state", flat=True) for state in OPEN_STATES]
    first, *others = (one[: COUNTED + 1] for one in some)
    found = Counter(first.union(*others, all=True))
    return Tally(
        {"": _bounded(found.total()), **{state: _bounded(found[state]) for state in OPEN_STATES}}, []
    )


def _bounded(count: int) -> str:
    written = number_format(min(count, COUNTED), force_grouping=True)
    return f"{written}+" if count > COUNTED else written


def drawn(claims: ClaimQuerySet) -> ClaimQuerySet:
    """With what a row draws: in the one query that finds the page, what other tables say in a word."""
    about = {"subject_kind": Claim.SUBJECT_KIND, "subject_id": OuterRef("pk")}
    return claims.for_queue().annotate(
        given=Subquery(Assignment.objects.filter(**about).values("to__name")[:1]),
        answer_due=Subquery(Request.objects.open().filter(**about).values("due_at")[:1]),
        flag_codes=ArraySubquery(Flag.objects.filter(**about).values("code")),
    )


def rows_of(claims: list[Claim], at: datetime) -> list[Row]:
    """The rows of a page that was found by `drawn()`; two queries more."""
    is_told = Q(kind=DecisionKind.RECOMMENDATION) | Q(leaves_at__isnull=False, left_at=None, undone_at=None)
    decisions = Decision.objects.filter(is_told).select_related("by")
    prefetch_related_objects(claims, Prefetch("decisions", decisions))
    held = holding.by_subject(Claim, [claim.pk for claim in claims], at)
    return [_row(claim, held.get(claim.pk), at) for claim in claims]


def _row(claim: Any, held: Hold | None, at: datetime) -> Row:
    told = list(claim.decisions.all())
    recommended = [one for one in told if one.kind == DecisionKind.RECOMMENDATION]
    return Row(
        claim=claim,
        waited=_waited(claim, at),
        due=due_of(claim, claim.answer_due, at),
        recommendation=recommended[-1]
        if recommended and claim.state == ClaimState.AWAITING_APPROVAL
        else None,
        leaving=next((one for one in told if one.is_leaving), None),
        held=held,
        given=claim.given or "",
        flags=[code for code in FlagCode if code in claim.flag_codes],
    )


def _waited(claim: Claim, at: datetime) -> str:
    """How long somebody has waited for us, in local days of the program's zone."""
    if claim.waiting_since is None:
        return ""
    zone = claim.program.zone
    return _waited_words((local_day(at, zone) - local_day(claim.waiting_since, zone)).days)


def due_of(claim: Claim, answer_due: datetime | None, at: datetime) -> Due | None:
    """R9: until when our side promised its answer, or the partner has to give theirs; None where nobody owes one.

    answer_due: of the open request, where there is one.
    """
    if claim.state == ClaimState.ACTION_REQUIRED and answer_due:
        words = _answer_words(days_left(at, answer_due, claim.program.zone))
        return Due(answer_due, words, "neutral")
    due = claim.promised_at
    if due is None:
        return None
    left = days_left(at, due, claim.program.zone)
    return Due(due, _promise_words(left), "danger" if left < 0 else "attention" if left == 0 else "neutral")


def _waited_words(days: int) -> str:
    """days: local ones of the program's zone."""
    if days == 0:
        return _("Since today")
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def _answer_words(left: int) -> str:
    if left <= 0:
        return _("Answer due today")
    return ngettext("Answer due in %(days)d day", "Answer due in %(days)d days", left) % {"days": left}


def _promise_words(left: int) -> str:
    if left < 0:
        return ngettext("Overdue by %(days)d day", "Overdue by %(days)d days", -left) % {"days": -left}
    if left == 0:
        return _("Due today")
    return ngettext("%(days)d day left", "%(days)d days left", left) % {"days": left}
