"""Until when a partner keeps the paper originals (R15, R16), for a page and for a calendar."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Event

from claims.models import Claim
from claims.readiness import files_of
from claims.reusing import Use, uses_of
from documents.models import Document
from notifications.calendars import entry, published

#: On the day itself the reminder comes in the morning, by the reader's own clock.
MORNING = timedelta(hours=9)


@dataclass(frozen=True)
class Original:
    """One file whose original is kept, until when, and the other claims that use it."""

    document: Document
    until: date
    others: list[Use]


def originals_of(claim: Claim, user: Any) -> list[Original]:
    """The files of a submitted claim, longest kept first; a file of several claims is kept for the latest."""
    files = [one for one in files_of(claim) if one.retain_until]
    uses = uses_of(files, user, claim.partner)
    found = [
        Original(one, one.retain_until, [use for use in uses.get(one.pk, []) if use.claim.pk != claim.pk])
        for one in files
        if one.retain_until
    ]
    return sorted(found, key=lambda one: one.until, reverse=True)


def calendar_of(claim: Claim, originals: list[Original], at: datetime) -> bytes:
    """One all-day entry for each last day, with a reminder on it; the same claim gives the same entries again."""
    days = sorted({one.until for one in originals})
    return published(
        *(
            _entry(claim, day, [str(one.document) for one in originals if one.until == day], at)
            for day in days
        )
    )


def _entry(claim: Claim, day: date, names: list[str], at: datetime) -> Event:
    words = _("After today we do not ask for these originals any more. Tax law may require longer.")
    return entry(
        _("Originals of %(number)s: keep until today") % {"number": claim.number},
        settings.ORIGIN + reverse("claim_originals", args=[claim.public_id]),
        f"{day:%Y%m%d}",
        begins=day,
        ends=day + timedelta(days=1),
        words="\n".join([words, *names]),
        alarm=MORNING,
        at=at,
    )
