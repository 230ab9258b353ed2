"""This room's parts of running a program, as the hub lists them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funds.earnings.states import ImportState
from funds.models import EarningsImport
from programs.hub import Need, Part
from programs.models import Program, UsagePeriod
from programs.rules import local_day

#: Somebody has to say yes or no.
_ASKING = (ImportState.WAITING, ImportState.REVERSAL_ASKED)


def waiting(programs: Sequence[Program], user: Any, at: datetime) -> Mapping[int, Iterable[Need]]:
    """Imports that wait for a second person, and earning periods that are over and not closed; two queries."""
    found: dict[int, list[Need]] = {one.pk: [] for one in programs}
    imports = EarningsImport.objects.filter(program__in=programs, state__in=_ASKING).defer("content")
    for one in imports.order_by("sent_at"):
        words = _("%(name)s: %(state)s") % {"name": one, "state": one.get_state_display()}
        found[one.program_id].append(Need(words, reverse("earnings_import", args=[one.public_id])))
    open_ones = UsagePeriod.objects.filter(program__in=programs, earning_closed_at=None, funds__isnull=False)
    for period in open_ones.select_related("program").distinct().order_by("first_day"):
        if period.earning_last_day < local_day(at, period.program.zone):
            words = _("The earning period of %(period)s is over and not closed") % {"period": period.name}
            url = reverse("earning_closing", args=[period.program.code, period.code])
            found[period.program_id].append(Need(words, url))
    return found


PARTS = (
    Part(
        "earnings",
        gettext_lazy("Earnings and adjustments"),
        "earnings",
        gettext_lazy("Import what partners earned, adjust funds, close earning periods."),
        place=50,
        needs=waiting,
    ),
)
