"""Opening a program's fiscal year: the checklist that leads through it and guards "Publish the fiscal year".

Each subject is one check. A room above registers its own in its AppConfig.ready():
`opening.register(70, people)`; this room knows none of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from lifecycle.transitions import Words
from programs import rules
from programs.finding import Finding
from programs.models import FiscalYearOpening, Program, UsagePeriod
from programs.words import period_name


class RowState(TextChoices):
    """How a subject stands; by the tone it is drawn in."""

    DONE = "success", pgettext_lazy("checklist", "Done")
    ADVICE = "attention", pgettext_lazy("checklist", "Advice")
    MISSING = "danger", pgettext_lazy("checklist", "Missing")


@dataclass(frozen=True)
class Year:
    """A fiscal year of a program, looked at an instant."""

    program: Program
    number: int
    at: datetime

    @property
    def first_day(self) -> date:
        return date(self.number - 1, 7, 1)

    @property
    def last_day(self) -> date:
        return date(self.number, 6, 30)

    @property
    def begins(self) -> datetime:
        """Its first instant where the program is."""
        return rules.start_of_day(self.first_day, self.program.zone)

    @property
    def has_begun(self) -> bool:
        return self.at >= self.begins

    @property
    def name(self) -> str:
        """ "Fiscal year 2028"."""
        return _("Fiscal year %(year)s") % {"year": self.number}

    @property
    def days(self) -> str:
        """ "July 2027 to June 2028"."""
        return period_name(self.first_day, self.last_day)

    @cached_property
    def periods(self) -> list[UsagePeriod]:
        """The usage periods whose activities go by this year's rules."""
        within = {"first_day__gte": self.first_day, "first_day__lte": self.last_day}
        found = UsagePeriod.objects.filter(program=self.program, **within).select_related("program")
        return list(found.order_by("first_day"))

    @cached_property
    def opening(self) -> FiscalYearOpening | None:
        """The record of its publishing; None while it is being prepared."""
        found = FiscalYearOpening.objects.filter(program=self.program, fiscal_year=self.number)
        return found.select_related("opened_by").first()


@dataclass(frozen=True)
class Row:
    """One subject of the checklist.

    says: what there is, in sentences; findings: what is not as it should be; url: where one reads and mends it.
    """

    code: str
    title: Words
    url: str = ""
    says: Sequence[Words] = ()
    findings: Sequence[Finding] = ()
    #: In short, where there is much to say.
    summary: Words = ""

    @property
    def state(self) -> RowState:
        if any(one.blocks for one in self.findings):
            return RowState.MISSING
        return RowState.ADVICE if self.findings else RowState.DONE


Check = Callable[[Year], Row]

_CHECKS: dict[str, tuple[int, Check]] = {}


def register(place: int, check: Check) -> None:
    """Add a subject to every checklist; lower places stand first. The same check again changes nothing."""
    _CHECKS[f"{check.__module__}.{check.__qualname__}"] = (place, check)


def rows(year: Year) -> list[Row]:
    """The checklist of a year, each subject asked anew."""
    return [check(year) for _place, check in sorted(_CHECKS.values(), key=lambda one: one[0])]


def missing_to_open(listed: list[Row]) -> list[Finding]:
    """What keeps the year from being published; empty when it can be."""
    return [one for row in listed for one in row.findings if one.blocks]


def years_offered(program: Program, at: datetime) -> list[int]:
    """The fiscal years one prepares: the running one and the next, by the program's calendar."""
    running = rules.fiscal_year(rules.local_day(at, program.zone))
    return [running, running + 1]
