"""What of programs and periods stays as it is, as far as this room knows; `in_use.py` asks these rules."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lifecycle import Verdict
from lifecycle.transitions import YES
from programs import in_use
from programs.in_use import REMOVED, Change
from programs.models import Cap, ExtensionRequest, Program, UsagePeriod
from programs.rules import local_day
from programs.words import day_in_words


def _unless(refused: Any, reason: str) -> Verdict:
    return Verdict(False, reason) if refused else YES


def zone_of_deadlines(change: Change) -> Verdict:
    """R1: a deadline is computed once, in the zone the program had then."""
    count = UsagePeriod.objects.filter(program=change.thing, deadline__gt=change.at).count()
    words = ngettext(
        "The deadline of %(count)s usage period was computed in this time zone.",
        "The deadlines of %(count)s usage periods were computed in this time zone.",
        count,
    )
    return _unless(count, words % {"count": count})


def currency_of_caps(change: Change) -> Verdict:
    """R12: a cap is counted in the program's currency; published ones never change."""
    currency = change.thing.currency
    caps = Cap.objects.for_program(change.thing).filter(
        version__published_at__isnull=False, currency=currency
    )
    count = caps.count()
    words = ngettext(
        "%(count)s cap of a published activity is in %(currency)s.",
        "%(count)s caps of published activities are in %(currency)s.",
        count,
    )
    return _unless(count, words % {"count": count, "currency": currency})


def submission_is_open(change: Change) -> Verdict:
    """R2: what was open stays open until the deadline."""
    period: UsagePeriod = change.thing
    today = local_day(change.at, period.program.zone)
    closes = period.submission_opens_on <= today < change.value("submission_opens_on")
    words = _("Submission is open since %(day)s; only the deadline closes it.")
    return _unless(closes, words % {"day": day_in_words(period.submission_opens_on)})


def earnings_are_closed(change: Change) -> Verdict:
    """R11: closing the earning period decided what its funds are."""
    return _unless(change.thing.earning_closed_at, _("This earning period is closed; its days stay."))


def period_is_promised(change: Change) -> Verdict:
    """R1, R2: a usage period that has begun, or was extended, is there for good."""
    period: UsagePeriod = change.thing
    if period.first_day <= local_day(change.at, period.program.zone):
        return Verdict(False, _("This usage period has begun; partners may count on it."))
    asked = ExtensionRequest.objects.filter(period=period).exists()
    return _unless(asked or period.extensions.exists(), _("Extensions belong to this usage period."))


def hold_fast() -> None:
    """Register the rules of this room."""
    in_use.hold(Program, ("zone",), zone_of_deadlines)
    in_use.hold(Program, ("currency",), currency_of_caps)
    in_use.hold(UsagePeriod, ("submission_opens_on",), submission_is_open)
    in_use.hold(UsagePeriod, ("earning_first_day", "earning_last_day"), earnings_are_closed)
    in_use.hold(UsagePeriod, (REMOVED,), period_is_promised)
