"""What waits for a program's managers, as far as this room knows; one query each for any number of programs."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from programs.enums import VendorRole
from programs.hub import Need
from programs.models import ActivityTypeVersion, FiscalYearOpening, Program, ProgramRole, UsagePeriod
from programs.opening import Year
from programs.rules import fiscal_year, local_day
from programs.words import day_in_words

#: So long before the last usage period ends the next one should be there.
AHEAD = timedelta(days=60)


def periods_end(programs: Sequence[Program], user: Any, at: datetime) -> dict[int, list[Need]]:
    """Active programs whose last usage period ends soon, or has ended."""
    last = dict(
        UsagePeriod.objects.filter(program__in=programs)
        .order_by()
        .values_list("program")
        .annotate(last=Max("last_day"))
    )
    return {
        one.pk: [Need(_no_period_after(last.get(one.pk)), _address("managing_periods", one))]
        for one in programs
        if one.active and (one.pk not in last or last[one.pk] < local_day(at, one.zone) + AHEAD)
    }


def _no_period_after(day: Any) -> str:
    if day is None:
        return _("There is no usage period yet.")
    return _("The last usage period ends on %(day)s; none follows.") % {"day": day_in_words(day)}


def years_ahead(programs: Sequence[Program], user: Any, at: datetime) -> dict[int, list[Need]]:
    """Active programs whose next fiscal year begins soon and is not published."""
    opened = set(FiscalYearOpening.objects.filter(program__in=programs).values_list("program", "fiscal_year"))
    found = {}
    for one in programs:
        following = Year(one, fiscal_year(local_day(at, one.zone)) + 1, at)
        near = following.first_day < local_day(at, one.zone) + AHEAD
        if one.active and near and (one.pk, following.number) not in opened:
            facts = {"year": following.number, "day": day_in_words(following.first_day)}
            words = _("Fiscal year %(year)s begins on %(day)s and is not published yet.") % facts
            found[one.pk] = [Need(words, reverse("opening", args=[one.code, following.number]))]
    return found


def not_published(programs: Sequence[Program], user: Any, at: datetime) -> dict[int, list[Need]]:
    """What of the catalogue, which is every program's, was due to be published and could not be."""
    due = [
        Need(
            _not_published(one), reverse("catalogue_activity", args=[one.fiscal_year, one.activity_type.code])
        )
        for one in ActivityTypeVersion.objects.due(at).select_related("activity_type")
    ]
    return {one.pk: due for one in programs if one.active}


def _not_published(version: ActivityTypeVersion) -> str:
    words = _("“%(activity)s” could not be published on its day.")
    return words % {"activity": str(version) or version.activity_type.code}


def roles_missing(programs: Sequence[Program], user: Any, at: datetime) -> dict[int, list[Need]]:
    """Active programs in which nobody reviews, approves or pays (R8)."""
    held = ProgramRole.objects.filter(program__in=programs, user__is_active=True).order_by()
    roles: defaultdict[int, set[str]] = defaultdict(set)
    for program, role in held.values_list("program", "role").distinct():
        roles[program].add(role)
    needed = {
        VendorRole.REVIEWER: _("Nobody reviews claims in this program."),
        VendorRole.APPROVER: _("Nobody approves in this program."),
        VendorRole.PAYER: _("Nobody pays in this program."),
    }
    return {
        one.pk: [
            Need(words, _address("managing_people", one))
            for role, words in needed.items()
            if role not in roles[one.pk]
        ]
        for one in programs
        if one.active
    }


def _address(name: str, program: Program) -> str:
    return reverse(name, args=[program.code])
