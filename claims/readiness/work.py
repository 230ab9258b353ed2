"""In-house work: possible days, certified as it is now, its document written and accepted (R4)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.certified import in_force
from claims.models import Claim, WorkItem
from claims.readiness.files import PRESENT
from claims.readiness.finding import Finding, Section, day_words, in_sentence

HOURS_OF_A_DAY = 24


def work(claim: Claim) -> Iterator[Finding]:
    """What keeps the work from being claimed; nothing where there is none."""
    items = claim.work
    if items:
        yield from possible(items)
        yield from in_period(items, claim.period.first_day, claim.period.last_day)
        yield from _certified(claim)


def possible(items: Iterable[WorkItem]) -> Iterator[Finding]:
    """Nobody works more than 24 hours on one day, in however many items."""
    hours: dict[tuple[str, date], list[WorkItem]] = defaultdict(list)
    for item in items:
        hours[" ".join(item.person.casefold().split()), item.day].append(item)
    for (_person, day), done in hours.items():
        total = sum((item.hours or Decimal(0) for item in done), Decimal(0))
        if total > HOURS_OF_A_DAY:
            words = _("%(name)s: %(hours)s hours on %(day)s. A day has at most 24.")
            facts = {"name": in_sentence(done[0].person), "hours": f"{total:g}", "day": day_words(day)}
            yield _about("too_many_hours", words % facts, _("Change the work"), done[-1].public_id, "hours")


def in_period(items: Iterable[WorkItem], first_day: date, last_day: date) -> Iterator[Finding]:
    """Each day of work lies in the usage period, as the activity's days do (R3)."""
    for item in items:
        if not first_day <= item.day <= last_day:
            words = _("%(name)s: %(day)s lies outside the usage period.")
            facts = {"name": in_sentence(item.person), "day": day_words(item.day)}
            yield _about("day_outside", words % facts, _("Change the work"), item.public_id, "day")


def _certified(claim: Claim) -> Iterator[Finding]:
    certification = in_force(claim)
    lines = claim.certified_lines
    if certification is None:
        words = _("The in-house work is not certified as it is now. An incentives admin signs it.")
        yield _about("not_certified", words, _("Read and sign"))
    elif any(line.document is None for line in lines):
        words = _("The certification is being written. That takes a minute; look again then.")
        yield _about("not_written", words, _("Look again"))
    elif any(line.document.state not in PRESENT for line in lines if line.document):
        words = _("The document of the certification did not pass our checks. Sign again.")
        yield _about("bad_file", words, _("Read and sign"))


def _about(code: str, words: Any, fix: Any, key: str = "", field: str = "") -> Finding:
    return Finding(Section.WORK, code, words, fix, key=key, field=field)
