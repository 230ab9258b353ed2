"""What stays as it is in a program and its periods because of money; asked by `programs/in_use.py`."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from funds.models import Fund
from lifecycle import Verdict
from lifecycle.transitions import YES
from programs import in_use
from programs.in_use import REMOVED, Change
from programs.models import Program, UsagePeriod
from programs.rules import local_day


def _unless(refused: Any, reason: str) -> Verdict:
    return Verdict(False, reason) if refused else YES


def program_has_funds(change: Change) -> Verdict:
    """R11, R13: funds are in the program's currency, and their days are its country's."""
    exist = Fund.objects.filter(program=change.thing).exists()
    return _unless(
        exist, _("Partners have funds in this program: its currency, time zone and country stay as they are.")
    )


def threshold_was_known(change: Change) -> Verdict:
    """R11: what was earned in full is measured by the threshold partners earned under, until the period is closed."""
    today = local_day(change.at, change.thing.zone)
    earned = UsagePeriod.objects.filter(
        program=change.thing, earning_last_day__lt=today, earning_closed_at=None
    )
    measured = earned.filter(pk__in=Fund.objects.with_something_left().values("period"))
    period = measured.order_by("first_day").first()
    words = _(
        "Partners earned the funds of %(period)s under this threshold. Close that earning period first: "
        "what is closed is never measured again."
    )
    return _unless(period, words % {"period": period.name if period else ""})


def period_has_funds(change: Change) -> Verdict:
    """R11: what was earned belongs to the days it was earned in."""
    count = Fund.objects.filter(period=change.thing).count()
    words = ngettext(
        "%(count)s location has funds of this usage period.",
        "%(count)s locations have funds of this usage period.",
        count,
    )
    return _unless(count, words % {"count": count})


def hold_fast() -> None:
    """Register the rules of this room."""
    in_use.hold(Program, ("currency", "zone", "country"), program_has_funds)
    in_use.hold(Program, ("threshold",), threshold_was_known)
    in_use.hold(UsagePeriod, ("earning_first_day", "earning_last_day", REMOVED), period_has_funds)
