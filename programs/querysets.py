from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from accounts.models import Membership
from programs.enums import EnrollmentState, Outcome, ReasonKind, VendorRole

if TYPE_CHECKING:
    from accounts.models import Partner
    from programs.models import (
        ActivityType,
        ActivityTypeVersion,
        Cap,
        Enrollment,
        ExchangeRate,
        Extension,
        ExtensionRequest,
        Guidebook,
        Outage,
        Program,
        ProgramRole,
        Reason,
        UsagePeriod,
    )

#: Who reads what locations ask for and what moved deadlines; managers alone answer.
EXTENDING = (VendorRole.MANAGER, VendorRole.AUDITOR)
#: Who reads drafts of guidebooks; managers alone write them.
DRAFTING = (VendorRole.MANAGER, VendorRole.AUDITOR)


def _rows(model: str) -> Any:
    """All rows of another model of this room; by name, because models import querysets, not the reverse."""
    return apps.get_model("programs", model)._default_manager.all()


def membership_may_use(program: str) -> Q:
    """R7, asked of memberships: without scopes every program, else the named ones.

    program: path of the program's id in the outer query.
    """
    return Q(scopes=None) | Q(scopes__program=OuterRef(program))


class ProgramQuerySet(models.QuerySet["Program"]):
    def visible_to(self, user: Any) -> "ProgramQuerySet":
        """Programs the person works in: by a vendor role, or for a location that takes part (R7, R8)."""
        return self.filter(self._by_role(user) | self._by_membership(user))

    def for_partner(self, user: Any, partner: "Partner") -> "ProgramQuerySet":
        """Programs of one location that the person may use there."""
        return self.filter(self._by_membership(user, partner=partner))

    def with_role(self, user: Any, *roles: VendorRole) -> "ProgramQuerySet":
        """Programs in which the person holds one of the roles; an auditor of all programs counts in each."""
        return self.filter(self._by_role(user, role__in=roles))

    def _by_role(self, user: Any, **which: Any) -> Q:
        held = _rows("ProgramRole").filter(
            Q(program=OuterRef("pk")) | Q(program=None), user_id=user.pk, **which
        )
        return Q(Exists(held))

    def _by_membership(self, user: Any, **which: Any) -> Q:
        takes_part = (
            _rows("Enrollment")
            .taking_part()
            .filter(program=OuterRef(OuterRef("pk")), partner=OuterRef("partner"))
        )
        used = Membership.objects.filter(
            membership_may_use("pk"), Exists(takes_part), user_id=user.pk, **which
        )
        return Q(Exists(used))


class EnrollmentQuerySet(models.QuerySet["Enrollment"]):
    def taking_part(self) -> "EnrollmentQuerySet":
        """Locations that see the program: all but the merely invited; who left still reads."""
        return self.exclude(state=EnrollmentState.INVITED)

    def on(self, day: date) -> "EnrollmentQuerySet":
        """Enrolled on that day: may start claims."""
        return self.filter(Q(until=None) | Q(until__gte=day), state=EnrollmentState.ENROLLED, since__lte=day)


class ProgramRoleQuerySet(models.QuerySet["ProgramRole"]):
    def in_program(self, program: "Program") -> "ProgramRoleQuerySet":
        """Roles held in a program, auditors of all programs included."""
        return self.filter(Q(program=program) | Q(program=None))


class UsagePeriodQuerySet(models.QuerySet["UsagePeriod"]):
    def visible_to(self, user: Any) -> "UsagePeriodQuerySet":
        """Usage periods of the programs the person works in."""
        return self.filter(program__in=_rows("Program").visible_to(user))

    def containing(self, day: date) -> "UsagePeriodQuerySet":
        """Periods whose usage days include `day`; at most one a program (R2)."""
        return self.filter(first_day__lte=day, last_day__gte=day)

    def begun(self, day: date) -> "UsagePeriodQuerySet":
        return self.filter(first_day__lte=day)

    def over(self, at: datetime) -> "UsagePeriodQuerySet":
        """Those whose stored deadline has come; an extension may still hold, but none is ever earlier (R1)."""
        return self.filter(deadline__lte=at)

    def ending(self, first: date, last: date) -> "UsagePeriodQuerySet":
        """Those whose last day lies between the two, with their programs."""
        return self.filter(last_day__gte=first, last_day__lte=last).select_related("program")

    def with_deadlines(self) -> "UsagePeriodQuerySet":
        """All that `rules.deadline_for` reads, in two queries for any number of periods."""
        return self.select_related("program").prefetch_related("extensions")


class ExtensionQuerySet(models.QuerySet["Extension"]):
    def visible_to(self, user: Any) -> "ExtensionQuerySet":
        """Those for all or for a location of the person's; vendor people see all of their programs."""
        staffed = _rows("Program").with_role(user, *VendorRole)
        mine = Q(partner=None) | Q(partner__memberships__user=user.pk)
        return self.filter(
            Q(period__program__in=staffed) | Q(period__program__in=_rows("Program").visible_to(user)) & mine
        ).distinct()


class ExtensionRequestQuerySet(models.QuerySet["ExtensionRequest"]):
    def visible_to(self, user: Any) -> "ExtensionRequestQuerySet":
        """Those of programs the person manages or audits; a partner's people read theirs on their own page."""
        return self.filter(period__program__in=_rows("Program").with_role(user, *EXTENDING))

    def of_own_location(self, user: Any) -> "ExtensionRequestQuerySet":
        """Those of locations the person works for, in programs they may use there (R7)."""
        mine = Membership.objects.filter(
            membership_may_use("period__program"), user_id=user.pk, partner=OuterRef("partner")
        )
        return self.filter(Exists(mine))

    def open(self) -> "ExtensionRequestQuerySet":
        return self.filter(outcome=Outcome.OPEN)

    def closed(self) -> "ExtensionRequestQuerySet":
        return self.exclude(outcome=Outcome.OPEN)

    def about(self, period: "UsagePeriod", partner: "Partner") -> "ExtensionRequestQuerySet":
        """What a location asked for of a period, the newest first."""
        return self.filter(period=period, partner=partner).for_reading().order_by("-asked_at")

    def for_reading(self) -> "ExtensionRequestQuerySet":
        """With all that a page reads, in two queries."""
        people = ("asked_by", "answered_by")
        found = self.select_related("partner", "period__program", "extension", *people)
        return found.prefetch_related("period__extensions")


class OutageQuerySet(models.QuerySet["Outage"]):
    def visible_to(self, user: Any) -> "OutageQuerySet":
        """Those that moved a deadline of a program the person manages or audits."""
        seen = _rows("Program").with_role(user, *EXTENDING)
        return self.filter(extensions__period__program__in=seen).distinct()


class ActivityTypeQuerySet(models.QuerySet["ActivityType"]):
    def with_current(self, fiscal_year: int) -> "ActivityTypeQuerySet":
        """Annotates `current_version`: the id of the version that holds in the fiscal year, or None."""
        newest = (
            _rows("ActivityTypeVersion")
            .published()
            .filter(activity_type=OuterRef("pk"), fiscal_year__lte=fiscal_year)
            .order_by("-fiscal_year", "-revision")
            .values("pk")[:1]
        )
        return self.annotate(current_version=Subquery(newest))


class ActivityTypeVersionQuerySet(models.QuerySet["ActivityTypeVersion"]):
    def published(self) -> "ActivityTypeVersionQuerySet":
        return self.filter(published_at__isnull=False)

    def drafts(self, fiscal_year: int) -> "ActivityTypeVersionQuerySet":
        """What is written for a fiscal year and not in force; of each activity at most one, in order."""
        found = self.filter(published_at=None, fiscal_year=fiscal_year)
        found = found.select_related("activity_type", "planned_by")
        return found.order_by("activity_type__position", "activity_type__code")

    def due(self, at: datetime) -> "ActivityTypeVersionQuerySet":
        """Planned ones whose day has come."""
        return self.filter(published_at=None, publish_due__lte=at).order_by("publish_due", "pk")

    def current(self, fiscal_year: int) -> "ActivityTypeVersionQuerySet":
        """Of every activity the one published version that holds in the fiscal year (R21), in order."""
        holding = _rows("ActivityType").with_current(fiscal_year).values("current_version")
        return (
            self.filter(pk__in=holding)
            .select_related("activity_type")
            .order_by("activity_type__position", "activity_type__code")
        )

    def offered(self, fiscal_year: int) -> "ActivityTypeVersionQuerySet":
        """What may be claimed in the fiscal year."""
        return self.current(fiscal_year).filter(active=True)

    def with_rules(self) -> "ActivityTypeVersionQuerySet":
        """Everything a claim's page reads of a version, in a fixed number of queries."""
        return self.prefetch_related("requirements", "expense_kinds", "caps__expense_kinds")


class CapQuerySet(models.QuerySet["Cap"]):
    def for_program(self, program: "Program") -> "CapQuerySet":
        """The catalogue's caps and this program's overrides; `rules.caps_in_force` picks."""
        return self.filter(Q(program=None) | Q(program=program))


class ReasonQuerySet(models.QuerySet["Reason"]):
    def offered(self, kind: ReasonKind, program: "Program") -> "ReasonQuerySet":
        """What may be chosen in a program: its own reasons and those of every program."""
        return self.filter(Q(program=None) | Q(program=program), kind=kind, active=True)


class ExchangeRateQuerySet(models.QuerySet["ExchangeRate"]):
    def into(self, currency: str) -> "ExchangeRateQuerySet":
        return self.filter(into=currency)

    def newest(self, month: date) -> "ExchangeRateQuerySet":
        """Of each pair of currencies the latest rate up to that month."""
        return (
            self.filter(month__lte=month).order_by("currency", "into", "-month").distinct("currency", "into")
        )


class GuidebookQuerySet(models.QuerySet["Guidebook"]):
    def visible_to(self, user: Any) -> "GuidebookQuerySet":
        """Published ones of the programs the person works in; drafts of those they manage or audit."""
        drafted = _rows("Program").with_role(user, *DRAFTING)
        published = Q(published_at__isnull=False, program__in=_rows("Program").visible_to(user))
        return self.filter(published | Q(program__in=drafted))

    def published(self) -> "GuidebookQuerySet":
        return self.filter(published_at__isnull=False)

    def drafts(self) -> "GuidebookQuerySet":
        return self.filter(published_at=None)

    def in_force(self, program: "Program", fiscal_year: int, day: date) -> "GuidebookQuerySet":
        """What holds for usage periods of the fiscal year on a day, first; older versions follow.

        A year without a guidebook of its own goes by that of an earlier one.
        """
        holding = self.published().filter(
            program=program, fiscal_year__lte=fiscal_year, effective_from__lte=day
        )
        return holding.order_by("-fiscal_year", "-revision")

    def earlier_than(self, one: "Guidebook") -> "GuidebookQuerySet":
        """Published versions of the same program before it, the newest first."""
        sooner = Q(fiscal_year__lt=one.fiscal_year) | Q(
            fiscal_year=one.fiscal_year, revision__lt=one.revision
        )
        found = self.published().filter(sooner, program=one.program_id)
        return found.order_by("-fiscal_year", "-revision")
