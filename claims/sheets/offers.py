"""What the rows of a sheet may name: open programs, periods, activities and kinds of expense, by code or name."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from typing import Any

from accounts.models import Partner
from claims.opening import open_periods
from programs.models import ActivityTypeVersion, ExpenseKind, Program, UsagePeriod
from programs.rates import currencies_into, month_of
from programs.rules import local_day

#: Between a code and its name in the template's lists.
BETWEEN = " · "


class Offers:
    """For one person at one location at one instant; each list is read once, whatever the number of rows."""

    def __init__(self, user: Any, partner: Partner, at: datetime) -> None:
        self.at = at
        self.periods: list[UsagePeriod] = open_periods(user, partner, at)
        self.programs: list[Program] = list({one.program.pk: one.program for one in self.periods}.values())
        self._activities: dict[int, list[ActivityTypeVersion]] = {}
        self._currencies: dict[int, list[str]] = {}

    @cached_property
    def kinds(self) -> list[ExpenseKind]:
        """Every kind of expense; an activity may take only some of them."""
        return list(ExpenseKind.objects.all())

    def activities(self, period: UsagePeriod) -> list[ActivityTypeVersion]:
        """What may be claimed in a period, with its rules."""
        year = period.fiscal_year
        if year not in self._activities:
            offered = ActivityTypeVersion.objects.offered(year).with_rules()
            self._activities[year] = list(offered)
        return self._activities[year]

    def all_activities(self) -> list[ActivityTypeVersion]:
        """Of all open periods, each code once."""
        found = {one.activity_type.code: one for period in self.periods for one in self.activities(period)}
        return list(found.values())

    def currencies(self, program: Program) -> list[str]:
        """In which an invoice can be claimed now."""
        if program.pk not in self._currencies:
            self._currencies[program.pk] = currencies_into(program, month_of(self.at, program.zone))
        return self._currencies[program.pk]

    def today(self, program: Program) -> date:
        return local_day(self.at, program.zone)

    def find_program(self, text: str) -> Program | None:
        """By code, by the template's line, or by name."""
        return _by(text, ((one, one.code, one.name.values()) for one in self.programs))

    def find_period(self, program: Program, text: str) -> UsagePeriod | None:
        own = (one for one in self.periods if one.program_id == program.pk)
        return _by(text, ((one, one.code, [one.name]) for one in own))

    def find_activity(self, period: UsagePeriod, text: str) -> ActivityTypeVersion | None:
        offered = self.activities(period)
        return _by(text, ((one, one.activity_type.code, one.name.values()) for one in offered))

    def find_kind(self, activity: ActivityTypeVersion, text: str) -> ExpenseKind | None:
        return _by(text, ((one, one.code, one.name.values()) for one in self.kinds_of(activity)))

    def kinds_of(self, activity: ActivityTypeVersion) -> list[ExpenseKind]:
        """The activity's eligible kinds; all of them where it names none (R4)."""
        return list(activity.expense_kinds.all()) or self.kinds


def _by(text: str, known: Iterable[tuple[Any, str, Iterable[str]]]) -> Any:
    """The one thing that has this code or name; None where there is none, or a name is not one thing's alone."""
    code = text.partition(BETWEEN)[0].strip().casefold()
    whole = text.casefold()
    named = []
    for thing, its_code, names in known:
        if its_code.casefold() in (code, whole):
            return thing
        if whole in {one.casefold() for one in names}:
            named.append(thing)
    return named[0] if len(named) == 1 else None
