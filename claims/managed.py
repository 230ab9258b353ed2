"""What of running a program is a matter of claims, on the managers' hub: later deadlines, and the work itself."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from programs.enums import VendorRole
from programs.hub import Need, Part
from programs.models import ExtensionRequest, Program


def requests_waiting(programs: Sequence[Program], user: Any, at: datetime) -> dict[int, list[Need]]:
    """Requests for a later deadline that nobody has answered. One query."""
    waiting = ExtensionRequest.objects.open().filter(period__program__in=programs)
    counts = Counter(waiting.order_by().values_list("period__program", flat=True))
    return {program: [Need(_asked(count), reverse("extensions"))] for program, count in counts.items()}


def _asked(count: int) -> str:
    words = ngettext(
        "%(count)s location asks for a later deadline.",
        "%(count)s locations ask for a later deadline.",
        count,
    )
    return words % {"count": count}


PARTS = (
    Part(
        "extensions",
        _("Extensions"),
        "extensions",
        _("Later deadlines: for one location, or for all after the portal was away."),
        takes="",
        place=30,
        needs=requests_waiting,
    ),
    Part(
        "work",
        _("Work and reasons"),
        "leads",
        _("Open claims by person, usage periods in figures, what was cut and why."),
        takes="",
        place=200,
        roles=(VendorRole.MANAGER,),
    ),
)
