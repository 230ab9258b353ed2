"""How usage periods and activities stand for a reader: what is open, and what an activity asks for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, Q, TextChoices, prefetch_related_objects
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.models import Partner
from programs import rules
from programs.caps import caps_in_force
from programs.enums import CapKind, ReasonKind, RequirementKind
from programs.guidebooks.naming import Naming, named_for
from programs.models import (
    ActivityTypeVersion,
    Cap,
    ExpenseKind,
    Program,
    Reason,
    Requirement,
    UsagePeriod,
)
from programs.money import format_money


class Stage(TextChoices):
    """Where a usage period is (R2)."""

    AHEAD = "neutral", gettext_lazy("Not begun yet")
    RUNNING = "success", gettext_lazy("Open")
    CLAIM_NOW = "attention", gettext_lazy("Claim now")
    CLOSED = "closed", gettext_lazy("Closed")


@dataclass(frozen=True)
class PeriodRow:
    """A usage period with the deadline that holds for a location, at an instant."""

    period: UsagePeriod
    partner: Partner | None
    at: datetime

    @cached_property
    def deadline(self) -> datetime:
        return rules.deadline_for(self.period, self.partner)

    @property
    def days_left(self) -> int:
        return rules.days_left(self.at, self.deadline, self.period.program.zone)

    @property
    def moved(self) -> bool:
        """Whether an extension holds."""
        return self.deadline > self.period.deadline

    @cached_property
    def stage(self) -> Stage:
        today = rules.local_day(self.at, self.period.program.zone)
        if today < self.period.first_day:
            return Stage.AHEAD
        if not rules.is_before_deadline(self.at, self.deadline):
            return Stage.CLOSED
        return Stage.RUNNING if today <= self.period.last_day else Stage.CLAIM_NOW


@dataclass(frozen=True)
class ProgramRow:
    """A program and its periods: those that can be claimed and the next one, and those that are over."""

    program: Program
    now: list[PeriodRow]
    earlier: list[PeriodRow]


def program_rows(user: Any, partner: Partner | None, at: datetime) -> list[ProgramRow]:
    """The programs the person works in, the most urgent first, by one location's deadlines."""
    periods = UsagePeriod.objects.with_deadlines().order_by("first_day")
    programs = Program.objects.visible_to(user).filter(active=True)
    rows = [
        _program_row(program, partner, at)
        for program in programs.prefetch_related(Prefetch("usage_periods", periods))
    ]
    return sorted(rows, key=lambda row: row.now[0].deadline if row.now else at.max.replace(tzinfo=UTC))


def program_row(program: Program, partner: Partner | None, at: datetime) -> ProgramRow:
    """One program with its periods, by one location's deadlines: two queries."""
    periods = UsagePeriod.objects.with_deadlines().order_by("first_day")
    prefetch_related_objects([program], Prefetch("usage_periods", periods))
    return _program_row(program, partner, at)


def _program_row(program: Program, partner: Partner | None, at: datetime) -> ProgramRow:
    rows = [PeriodRow(period, partner, at) for period in program.usage_periods.all()]
    open_now = [row for row in rows if row.stage in {Stage.RUNNING, Stage.CLAIM_NOW}]
    following = [row for row in rows if row.stage is Stage.AHEAD][:1]
    return ProgramRow(program, open_now + following, [row for row in rows if row.stage is Stage.CLOSED][::-1])


@dataclass(frozen=True)
class Limit:
    """A cap in words, with its figures: one for each currency of the reader's programs."""

    words: str
    figures: list[str]


@dataclass(frozen=True)
class ActivitySheet:
    """What an activity asks for, in the order a partner reads it. Reads what `with_rules()` fetches."""

    version: ActivityTypeVersion
    programs: list[Program]
    #: What activities of its category are paid for, where the page says what is not paid for this one.
    kinds: Sequence[ExpenseKind] = ()
    #: Where the guidebooks in force name it.
    named: Sequence[Naming] = ()

    def _of_kind(self, kind: RequirementKind) -> list[Requirement]:
        return [one for one in self.version.requirements.all() if one.kind == kind]

    @cached_property
    def core(self) -> list[Requirement]:
        return self._of_kind(RequirementKind.CORE)

    @cached_property
    def evidence(self) -> list[Requirement]:
        """What is handed in by itself; see `alternatives` for the rest."""
        return [one for one in self._of_kind(RequirementKind.EVIDENCE) if not one.group]

    @cached_property
    def alternatives(self) -> list[Requirement]:
        """Proof of which some are enough: `least_of_alternatives`."""
        return [one for one in self._of_kind(RequirementKind.EVIDENCE) if one.group]

    @property
    def least_of_alternatives(self) -> int:
        return max((one.group_minimum for one in self.alternatives), default=0)

    @cached_property
    def results(self) -> list[Requirement]:
        return self._of_kind(RequirementKind.METRIC)

    @cached_property
    def not_paid(self) -> list[ExpenseKind]:
        """The kinds of expense that are paid for other activities of the category only."""
        paid = {kind.pk for kind in self.version.expense_kinds.all()}
        return [kind for kind in self.kinds if kind.pk not in paid]

    @cached_property
    def limits(self) -> list[Limit]:
        by_key: dict[str, list[Cap]] = {}
        for program in self.programs:
            for cap in caps_in_force(self.version, program):
                by_key.setdefault(cap.key, []).append(cap)
        return [Limit(str(caps[0]), _figures(caps)) for caps in by_key.values()]


def _figures(caps: Iterable[Cap]) -> list[str]:
    return list(dict.fromkeys(figure for cap in caps if (figure := _figure(cap))))


def _figure(cap: Cap) -> str:
    """The amount of a cap; a mere share stands in its words already."""
    if cap.amount is None:
        return ""
    amount = format_money(Decimal(cap.amount), cap.currency, get_language() or "en")
    return _("%(amount)s for each person") % {"amount": amount} if cap.kind == CapKind.PER_PERSON else amount


def sheets(user: Any, at: datetime, program: Program | None = None) -> list[ActivitySheet]:
    """All activities of the fiscal year in the catalogue's order, with the caps of the person's programs.

    program: with the caps of this one alone.
    """
    programs = [program] if program else list(Program.objects.visible_to(user).filter(active=True))
    year = rules.fiscal_year(rules.local_day(at, user.zone))
    versions = list(ActivityTypeVersion.objects.current(year).with_rules())
    kinds = _kinds_by_category(versions)
    named = named_for(user, at)
    return [
        ActivitySheet(
            version,
            programs,
            kinds[version.activity_type.category],
            named.get(version.activity_type.code, ()),
        )
        for version in versions
    ]


def _kinds_by_category(versions: Iterable[ActivityTypeVersion]) -> dict[str, list[ExpenseKind]]:
    """What is paid for some activity of a category, in the catalogue's order."""
    found: dict[str, dict[int, ExpenseKind]] = defaultdict(dict)
    for version in versions:
        kinds = found[version.activity_type.category]
        kinds.update({kind.pk: kind for kind in version.expense_kinds.all()})
    return {
        category: sorted(kinds.values(), key=lambda kind: (kind.position, kind.code))
        for category, kinds in found.items()
    }


def cut_reasons(programs: Sequence[Program]) -> list[Reason]:
    """Why amounts are cut in some programs, in the order in which reviewers choose, and what would avoid it."""
    of_all = Q(program=None) | Q(program__in=programs)
    return list(Reason.objects.filter(of_all, kind=ReasonKind.DECISION, active=True))
