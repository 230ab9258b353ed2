"""The staff's queue: which claims, in which order, page by page, and what a row says.

Keyset paging: a page begins behind a place, (waiting_since, id), so that a claim that
arrives or leaves meanwhile moves no other row. Any number of rows costs the same queries.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Prefetch, Q, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.bench import waiting_recommendation
from claims.enums import OPEN_STATES, ClaimState, DecisionKind
from claims.models import Claim, Decision
from claims.promises import promised
from claims.querysets import ClaimQuerySet
from programs.rules import days_left, local_day
from review.models import Request

PAGE = 25
#: Choice of the filter: whatever the state.
EVERY_STATE = "ALL"


@dataclass(frozen=True)
class Place:
    """Where a claim stands in the queue; claims that wait for somebody else (since None) come last."""

    since: datetime | None
    pk: int

    def __str__(self) -> str:
        return f"{self.since.isoformat() if self.since else ''}~{self.pk}"

    @classmethod
    def of(cls, claim: Claim) -> "Place":
        return cls(claim.waiting_since, claim.pk)

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """The place an address names, or None for one that names none."""
        since, _mark, pk = text.partition("~")
        try:
            at = datetime.fromisoformat(since) if since else None
            return cls(at, int(pk)) if at is None or at.tzinfo else None
        except ValueError:
            return None


@dataclass(frozen=True)
class Page:
    """Some claims in the queue's order, and the places where the pages beside them begin."""

    claims: list[Claim]
    previous: Place | None
    following: Place | None


@dataclass(frozen=True)
class Due:
    """An answer somebody waits for: until when, and how near that is, for a badge."""

    at: datetime
    words: str
    tone: str


@dataclass(frozen=True)
class Row:
    """What a row says besides the claim's own facts. `waited`: how long, in words; "" where nobody waits."""

    claim: Claim
    waited: str
    due: Due | None
    recommendation: Decision | None


def narrow(claims: ClaimQuerySet, wanted: Mapping[str, Any], user: Any) -> ClaimQuerySet:
    """Claims by program code, partner's country, words, and whether the person took them; not by state."""
    if wanted.get("program"):
        claims = claims.filter(program__code=wanted["program"])
    if wanted.get("country"):
        claims = claims.filter(partner__country=wanted["country"])
    if wanted.get("mine"):
        claims = claims.filter(taken_by=user)
    for word in wanted.get("q", "").split():
        claims = claims.filter(
            Q(number__icontains=word) | Q(title__icontains=word) | Q(partner__legal_name__icontains=word)
        )
    return claims


def in_state(claims: ClaimQuerySet, state: str) -> ClaimQuerySet:
    """One state; without one all that is open; EVERY_STATE: all."""
    if state == EVERY_STATE:
        return claims
    return claims.filter(state=state) if state else claims.open()


def counts(claims: ClaimQuerySet) -> dict[str, int]:
    """How many open claims there are in each open state, and under "" altogether."""
    found = claims.open().by_state()
    return {"": sum(found.values()), **{state: found.get(state, 0) for state in OPEN_STATES}}


def page_of(claims: ClaimQuerySet, *, after: Place | None = None, before: Place | None = None) -> Page:
    """The first page, or the one behind or before a place."""
    if before:
        found = list(_before(claims, before)[: PAGE + 1])
        rows = found[:PAGE][::-1]
        return Page(rows, _place(rows, 0, len(found) > PAGE), before if not rows else _place(rows, -1, True))
    found = list(_after(claims, after)[: PAGE + 1])
    rows = found[:PAGE]
    return Page(rows, _place(rows, 0, after is not None), _place(rows, -1, len(found) > PAGE))


def _place(rows: list[Claim], index: int, there_is_more: bool) -> Place | None:
    return Place.of(rows[index]) if rows and there_is_more else None


def _after(claims: ClaimQuerySet, place: Place | None) -> ClaimQuerySet:
    rows = claims.most_urgent_first()
    if place is None:
        return rows
    if place.since is None:
        return rows.filter(waiting_since=None, pk__gt=place.pk)
    return rows.filter(
        Q(waiting_since__gt=place.since)
        | Q(waiting_since=place.since, pk__gt=place.pk)
        | Q(waiting_since=None)
    )


def _before(claims: ClaimQuerySet, place: Place) -> ClaimQuerySet:
    rows = claims.order_by(F("waiting_since").desc(nulls_first=True), "-pk")
    if place.since is None:
        return rows.filter(Q(waiting_since=None, pk__lt=place.pk) | Q(waiting_since__isnull=False))
    return rows.filter(Q(waiting_since__lt=place.since) | Q(waiting_since=place.since, pk__lt=place.pk))


def rows_of(claims: list[Claim], at: datetime) -> list[Row]:
    """The rows of a page; one query for what is recommended and one for the answers that are waited for."""
    recommended = Decision.objects.filter(kind=DecisionKind.RECOMMENDATION).select_related("by")
    awaiting = [claim for claim in claims if claim.state == ClaimState.AWAITING_APPROVAL]
    prefetch_related_objects(awaiting, Prefetch("decisions", recommended))
    answers = _answers_due([claim.pk for claim in claims if claim.state == ClaimState.ACTION_REQUIRED])
    return [_row(claim, answers.get(claim.pk), at) for claim in claims]


def _answers_due(ids: list[int]) -> dict[int, datetime]:
    """By claim the due instant of its open request."""
    asked = Request.objects.open().filter(subject_kind=Claim.SUBJECT_KIND, subject_id__in=ids)
    return dict(asked.values_list("subject_id", "due_at")) if ids else {}


def _row(claim: Claim, answer_due: datetime | None, at: datetime) -> Row:
    zone, since = claim.program.zone, claim.waiting_since
    return Row(
        claim=claim,
        waited=_waited_words((local_day(at, zone) - local_day(since, zone)).days) if since else "",
        due=due_of(claim, answer_due, at),
        recommendation=waiting_recommendation(claim),
    )


def due_of(claim: Claim, answer_due: datetime | None, at: datetime) -> Due | None:
    """R9: until when our side promised its answer, or the partner has to give theirs; None where nobody owes one.

    answer_due: of the open request, where there is one.
    """
    if claim.state == ClaimState.ACTION_REQUIRED and answer_due:
        words = _answer_words(days_left(at, answer_due, claim.program.zone))
        return Due(answer_due, words, "neutral")
    due = promised(claim)
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
