"""What will happen by itself: the next dated things, for people and for whoever moves the clock past them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import nsmallest

from django.db.models import F, Min
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from associations.consent import Standing, consent_of
from associations.models import Association
from claims.actions.reminding.drafts import HORIZON, STEPS
from claims.guards import dispute_ends
from claims.models import Claim, Decision, OriginalsCall
from claims_portal.demo.people import BERLIN
from notifications.enums import MessageState
from notifications.models import Message
from programs.ahead import deadlines
from programs.models import Program
from programs.rules import end_of_day, local_day
from programs.words import period_name
from review.models import Request

#: So far ahead one looks.
A_YEAR = timedelta(days=400)
#: So many of each sort are looked at.
MOST = 12


@dataclass(frozen=True)
class Coming:
    """One thing that happens at an instant, unless somebody acts before: what, about what, in which zone."""

    at: datetime
    what: str
    about: str
    zone: str = BERLIN
    #: It is written as the last minute before it, as deadlines are.
    ends: bool = True
    is_deadline: bool = False


def name_of(claim: Claim) -> str:
    """Its number, once it has one, and its title."""
    return f"{claim.number or ''} {claim.title}".strip()


def coming(at: datetime) -> list[Coming]:
    """The next things after `at`, the nearest first."""
    sources = (_deadlines, _requests, _decisions, _disputes, _calls, _answers, _silences, _mails)
    return nsmallest(MOST, (one for source in sources for one in source(at)), key=lambda one: one.at)


def next_stop(at: datetime) -> datetime:
    """Where whoever travels stops next: something happens, somebody is to be reminded, or a day begins."""
    zones = {BERLIN, *Program.objects.values_list("zone", flat=True)}
    midnights = [end_of_day(local_day(at, zone), zone) for zone in zones]
    steps = [step.before(one.at, one.zone) for one in deadlines(at, at + HORIZON) for step in STEPS]
    stops = [*midnights, *steps, *(one.at for one in coming(at))]
    return min(one for one in stops if one > at)


def _deadlines(at: datetime) -> Iterator[Coming]:
    for one in deadlines(at, at + A_YEAR):
        drafts = Claim.objects.drafts().with_deadline().filter(period=one.period, deadline=one.at).count()
        left = _("What is left is forfeited.")
        expire = ngettext("%(count)s draft expires.", "%(count)s drafts expire.", drafts) % {"count": drafts}
        period = period_name(one.period.first_day, one.period.last_day)
        words = _("The deadline of the usage period ends. %(drafts)s") % {"drafts": expire if drafts else ""}
        yield Coming(
            one.at, f"{words.strip()} {left}", f"{one.period.program} · {period}", one.zone, is_deadline=True
        )


def _requests(at: datetime) -> Iterator[Coming]:
    due = Request.objects.of_kind(Claim).open().filter(due_at__gt=at).order_by("due_at")[:MOST]
    claims = Claim.objects.select_related("program").in_bulk([one.subject_id for one in due])
    for one in due:
        claim = claims[one.subject_id]
        what = _("The answer to a request is due. What was saved by then is sent.")
        yield Coming(one.due_at, what, name_of(claim), claim.program.zone)


def _decisions(at: datetime) -> Iterator[Coming]:
    leaving = Decision.objects.leaving().filter(leaves_at__gt=at).select_related("claim__program")
    for one in leaving.order_by("leaves_at")[:MOST]:
        what = _("A decision leaves, and the partner is told.")
        yield Coming(one.leaves_at, what, name_of(one.claim), one.claim.program.zone, ends=False)


def _disputes(at: datetime) -> Iterator[Coming]:
    cut = Claim.objects.with_rest_to_free(at + A_YEAR).filter(approved__lt=F("claimed"))
    for claim in cut.select_related("program").order_by("decided_at")[:MOST]:
        if (ends := dispute_ends(claim)) and ends > at:
            what = _("The time to dispute is over. What was cut is no longer held.")
            yield Coming(ends, what, name_of(claim), claim.program.zone)


def _calls(at: datetime) -> Iterator[Coming]:
    owed = OriginalsCall.objects.owed().filter(due_at__gt=at).select_related("claim__program")
    for one in owed.order_by("due_at")[:MOST]:
        what = _("Originals are due. Where nobody answers, money is claimed back.")
        yield Coming(one.due_at, what, name_of(one.claim), one.claim.program.zone)


def _answers(at: datetime) -> Iterator[Coming]:
    due = Request.objects.of_kind(Association).open().filter(due_at__gt=at).order_by("due_at")[:MOST]
    found = Association.objects.select_related("program").in_bulk([one.subject_id for one in due])
    for one in due:
        what = _("The answer about a customer is due. Without one the association is rejected.")
        yield Coming(one.due_at, what, str(found[one.subject_id]), found[one.subject_id].program.zone)


def _silences(at: datetime) -> Iterator[Coming]:
    asked = Association.objects.open().select_related("program").prefetch_related("links__message", "answers")
    for one in asked.order_by("submitted_at")[: 10 * MOST]:
        consent = consent_of(one, at)
        if consent.standing == Standing.WAITING and consent.ends:
            what = _("A customer's silence counts as consent.")
            if one.cleared_at:
                what = _("A customer's silence counts as consent: the association is approved.")
            yield Coming(consent.ends, what, str(one), one.program.zone)


def _mails(at: datetime) -> Iterator[Coming]:
    """Mails that wait for somebody's office hours."""
    later = Message.objects.filter(state=MessageState.QUEUED, due_at__gt=at)
    if first := later.aggregate(first=Min("due_at"))["first"]:
        many = later.filter(due_at=first).count()
        what = ngettext("%(count)s mail goes out.", "%(count)s mails go out.", many) % {"count": many}
        yield Coming(first, what, _("It waited for the reader's office hours."), ends=False)
