"""What happened to an import and to earning periods, in words of the reader's language."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funds.earnings.table import BY_VERB
from funds.models import EarningsImport
from history.models import Event
from programs import told


@dataclass(frozen=True)
class Entry:
    """One line of an import's history."""

    words: str
    who: str
    at: datetime


def timeline(imported: EarningsImport) -> list[Entry]:
    """Oldest first."""
    return [_entry(one) for one in Event.objects.about(imported).for_reading()]


def _entry(event: Event) -> Entry:
    row = BY_VERB[event.code.partition(".")[2]]
    return Entry(
        str(row.words) % event.params, str(event.actor) if event.actor else _("Done automatically"), event.at
    )


def speak() -> None:
    """Register what this room records on programs and periods."""
    told.say("funds.earning_closed", gettext_lazy("Earning period closed; the threshold was %(threshold)s"))
