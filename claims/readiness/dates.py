"""Whether an invoice's date and service period can belong to the activity (R4): advice, since suppliers differ."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.models import Claim, Expense
from claims.readiness.finding import Finding, Section, day_words, name_of

#: Halls are booked half a year ahead; what is older was paid for something else.
LONG_BEFORE = timedelta(days=180)
#: Suppliers bill within two months.
LONG_AFTER = timedelta(days=60)

CHECK_DATE = _("Check the date")
CHECK_SERVICE = _("Check the service period")


def plausible(line: Expense, claim: Claim, today: date) -> Iterator[Finding]:
    """What does not fit; nothing while the activity has no days. Asks the database nothing."""
    if not claim.first_day or not claim.last_day:
        return
    if line.invoice_date:
        yield from _dated(line, claim.first_day, claim.last_day, today)
    yield from _served(line, claim)


def _dated(line: Expense, first_day: date, last_day: date, today: date) -> Iterator[Finding]:
    facts = {"name": name_of(line), "day": day_words(line.invoice_date)}
    if line.invoice_date > today:
        words = _("%(name)s is dated %(day)s. That day has not come yet.") % facts
        yield _advice(line, "dated_ahead", words, CHECK_DATE, "invoice_date")
    elif line.invoice_date < first_day - _within(first_day, LONG_BEFORE):
        words = _("%(name)s is dated %(day)s, long before the activity.") % facts
        yield _advice(line, "dated_long_before", words, CHECK_DATE, "invoice_date")
    elif line.invoice_date > last_day + _within(date.max, LONG_AFTER, last_day):
        words = _("%(name)s is dated %(day)s, long after the activity.") % facts
        yield _advice(line, "dated_long_after", words, CHECK_DATE, "invoice_date")


def _within(end: date, span: timedelta, start: date = date.min) -> timedelta:
    """The span, cut where the calendar ends: people type the year 1 and the year 9999."""
    return min(span, end - start)


def _served(line: Expense, claim: Claim) -> Iterator[Finding]:
    """The service has to do with the activity, and lies in the usage period as it does."""
    first, last = (
        line.service_first_day or line.service_last_day,
        line.service_last_day or line.service_first_day,
    )
    if first is None or last is None or claim.last_day is None:
        return
    facts = {"name": name_of(line), "first": day_words(first), "last": day_words(last)}
    if first > claim.last_day:
        words = _("%(name)s: the service begins on %(first)s, after the activity was over.") % facts
        yield _advice(line, "served_after", words, CHECK_SERVICE, "service_first_day")
    elif first < claim.period.first_day or last > claim.period.last_day:
        words = _("%(name)s: the service (%(first)s to %(last)s) reaches beyond the usage period.") % facts
        yield _advice(line, "served_outside", words, CHECK_SERVICE, "service_first_day")


def _advice(line: Expense, code: str, words: Any, fix: Any, field: str) -> Finding:
    return Finding(Section.INVOICES, code, words, fix, key=line.public_id, field=field, blocks=False)
