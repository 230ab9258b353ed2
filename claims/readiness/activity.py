"""The days of the activity (R3)."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from claims.models import Claim
from claims.readiness.finding import Missing, Section
from programs.rules import local_day


def activity(claim: Claim, at: datetime) -> Iterator[Missing]:
    """Days that are there, inside the usage period, and over."""
    if not claim.first_day or not claim.last_day:
        yield Missing(Section.ACTIVITY, "days", _("Say on which days the activity took place."))
        return
    period = claim.period
    if claim.first_day < period.first_day or claim.last_day > period.last_day:
        words = _("The activity lies outside the usage period. Its days must be inside it.")
        yield Missing(Section.ACTIVITY, "outside", words)
    if claim.last_day >= local_day(at, claim.program.zone):
        yield Missing(
            Section.ACTIVITY, "not_over", _("The activity is not over yet. Submit the claim once it is.")
        )
