"""The days of the activity (R3)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.models import Claim
from claims.readiness.finding import Finding, Section
from programs.rules import local_day

CHANGE_DAYS = _("Change the days")


def activity(claim: Claim, at: datetime) -> Iterator[Finding]:
    """Days that are there, inside the usage period, and over. Asks the database nothing."""
    if not claim.first_day or not claim.last_day:
        words = _("Say on which days the activity took place.")
        yield _about("days", words, _("Enter the days"))
        return
    period = claim.period
    if claim.first_day < period.first_day or claim.last_day > period.last_day:
        words = _("The activity lies outside the usage period. Its days must be inside it.")
        late = claim.first_day >= period.first_day
        yield _about("outside", words, CHANGE_DAYS, "last_day" if late else "first_day")
    if claim.last_day >= local_day(at, claim.program.zone):
        words = _("The activity is not over yet. Submit the claim once it is.")
        yield _about("not_over", words, CHANGE_DAYS, "last_day")


def _about(code: str, words: Any, fix: Any, field: str = "first_day") -> Finding:
    return Finding(Section.ACTIVITY, code, words, fix, field=field)
