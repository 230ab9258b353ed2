"""What stays as it is in a program because of claims; asked by `programs/in_use.py`."""

from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils.translation import ngettext_lazy

from claims.enums import DECIDED_STATES, OPEN_STATES, ClaimState
from claims.models import Claim
from claims.querysets import ClaimQuerySet
from lifecycle import Verdict
from lifecycle.transitions import YES
from programs import in_use, rules
from programs.enums import VendorRole
from programs.in_use import REMOVED, Change
from programs.models import Enrollment, Program, ProgramRole, UsagePeriod
from programs.words import day_in_words

#: Somebody has a turn still.
UNFINISHED = (ClaimState.EDITING, *OPEN_STATES)
#: They claim nothing any more.
GIVEN_UP = (ClaimState.WITHDRAWN, ClaimState.EXPIRED)


def _unless_any(claims: ClaimQuerySet, words: Any, **facts: Any) -> Verdict:
    """words: a refusal by the number of claims, as `ngettext_lazy` gives it for "count"."""
    count = claims.order_by().count()
    return Verdict(False, words % {"count": count, **facts}) if count else YES


def program_has_claims(change: Change) -> Verdict:
    """A program ends when nobody has a turn in it any more."""
    return YES if change.value("active") else _unfinished(Claim.objects.filter(program=change.thing))


def _unfinished(claims: ClaimQuerySet) -> Verdict:
    words = ngettext_lazy(
        "%(count)s claim is a draft or waits for a decision.",
        "%(count)s claims are drafts or wait for a decision.",
        "count",
    )
    return _unless_any(claims.filter(state__in=UNFINISHED), words)


def disputes_run(change: Change) -> Verdict:
    """1.1: whoever was told until when a decision can be disputed may count on it, and what is over stays over."""
    zone = change.thing.zone
    longer = max(change.thing.dispute_days, change.value("dispute_days"))
    first = rules.local_day(change.at, zone) - timedelta(days=longer)
    decided = Claim.objects.filter(
        program=change.thing,
        state__in=DECIDED_STATES,
        disputed_at=None,
        approved__lt=F("claimed"),
        decided_at__gte=rules.start_of_day(first, zone),
    )
    words = ngettext_lazy(
        "The time to dispute the decision on %(count)s claim is counted by these days.",
        "The time to dispute the decisions on %(count)s claims is counted by these days.",
        "count",
    )
    return _unless_any(decided, words)


def days_of_claims(change: Change) -> Verdict:
    """R3: the days of a claim lie inside its usage period."""
    first = change.value("first_day")
    outside = Claim.objects.filter(period=change.thing, first_day__lt=first).exclude(state__in=GIVEN_UP)
    words = ngettext_lazy(
        "%(count)s claim lies outside these days: it begins before %(day)s.",
        "%(count)s claims lie outside these days: they begin before %(day)s.",
        "count",
    )
    return _unless_any(outside, words, day=day_in_words(first))


def year_of_claims(change: Change) -> Verdict:
    """R21: a claim keeps the rules of the fiscal year it was made under."""
    if rules.fiscal_year(change.value("first_day")) == change.thing.fiscal_year:
        return YES
    words = ngettext_lazy(
        "%(count)s claim was made under the rules of fiscal year %(year)s.",
        "%(count)s claims were made under the rules of fiscal year %(year)s.",
        "count",
    )
    return _unless_any(Claim.objects.filter(period=change.thing), words, year=change.thing.fiscal_year)


def period_has_claims(change: Change) -> Verdict:
    """R3: a claim belongs to its usage period for good."""
    words = ngettext_lazy(
        "%(count)s claim belongs to this usage period.",
        "%(count)s claims belong to this usage period.",
        "count",
    )
    return _unless_any(Claim.objects.filter(period=change.thing), words)


def location_has_claims(change: Change) -> Verdict:
    """A location leaves a program when none of its claims waits, and none of its activities came later."""
    enrollment, until = change.thing, change.value("until")
    if until is None:
        return YES
    theirs = Claim.objects.filter(program=enrollment.program_id, partner=enrollment.partner_id)
    if until <= rules.local_day(change.at, enrollment.program.zone) and not (verdict := _unfinished(theirs)):
        return verdict
    words = ngettext_lazy(
        "%(count)s claim of this location has days after this one.",
        "%(count)s claims of this location have days after this one.",
        "count",
    )
    return _unless_any(theirs.filter(last_day__gt=until).exclude(state__in=GIVEN_UP), words)


def reviewer_has_claims(change: Change) -> Verdict:
    """R9: what somebody took is given to another before they go, or it waits for nobody."""
    held: ProgramRole = change.thing
    if held.role != VendorRole.REVIEWER:
        return YES
    taken = Claim.objects.filter(program=held.program_id, taken_by=held.user_id, state__in=OPEN_STATES)
    words = ngettext_lazy(
        "%(name)s has taken %(count)s open claim; give it to somebody else first.",
        "%(name)s has taken %(count)s open claims; give them to somebody else first.",
        "count",
    )
    return _unless_any(taken, words, name=held.user)


def hold_fast() -> None:
    """Register the rules of this room."""
    in_use.hold(Program, ("active",), program_has_claims)
    in_use.hold(Program, ("dispute_days",), disputes_run)
    in_use.hold(UsagePeriod, ("first_day",), days_of_claims)
    in_use.hold(UsagePeriod, ("first_day",), year_of_claims)
    in_use.hold(UsagePeriod, (REMOVED,), period_has_claims)
    in_use.hold(Enrollment, ("until",), location_has_claims)
    in_use.hold(ProgramRole, (REMOVED,), reviewer_has_claims)
