"""Programs, periods and activities for tests. People and partners come from the accounts factories or fixtures."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from programs.actions.publishing import publish_version
from programs.enums import (
    ActivityCategory,
    CapKind,
    CapScope,
    EnrollmentState,
    ReasonKind,
    RequirementKind,
    VendorRole,
)
from programs.models import (
    ActivityType,
    ActivityTypeVersion,
    Cap,
    Enrollment,
    ExchangeRate,
    ExpenseKind,
    Extension,
    MembershipScope,
    Program,
    ProgramRole,
    Reason,
    Requirement,
    UsagePeriod,
)

LONG_AGO = datetime(2020, 7, 1, tzinfo=UTC)


def words(text: str) -> dict[str, str]:
    """A text in both languages, told apart by its ending."""
    return {"en": f"{text} (en)", "de": f"{text} (de)"}


class ProgramFactory(DjangoModelFactory):
    class Meta:
        model = Program

    code = factory.Sequence(lambda n: f"P{n:03d}")
    name = factory.LazyAttribute(lambda one: words(f"Program {one.code}"))
    summary = factory.LazyFunction(lambda: words("What it is for"))
    currency = "EUR"
    zone = "Europe/Berlin"
    country = "DE"


class EnrollmentFactory(DjangoModelFactory):
    """Needs `partner`."""

    class Meta:
        model = Enrollment

    program = factory.SubFactory(ProgramFactory)
    state = EnrollmentState.ENROLLED
    since = date(2020, 7, 1)


class ProgramRoleFactory(DjangoModelFactory):
    """Needs `user`."""

    class Meta:
        model = ProgramRole

    program = factory.SubFactory(ProgramFactory)
    role = VendorRole.REVIEWER


class MembershipScopeFactory(DjangoModelFactory):
    """Needs `membership`."""

    class Meta:
        model = MembershipScope

    program = factory.SubFactory(ProgramFactory)


class UsagePeriodFactory(DjangoModelFactory):
    """Deadline and submission day are computed as in the portal; give `first_day` and `last_day` together."""

    class Meta:
        model = UsagePeriod

    program = factory.SubFactory(ProgramFactory)
    code = factory.Sequence(lambda n: f"period-{n}")
    earning_first_day = date(2026, 1, 1)
    earning_last_day = date(2026, 6, 30)
    first_day = date(2026, 7, 1)
    last_day = date(2026, 12, 31)

    @classmethod
    def _create(cls, model_class: type[UsagePeriod], *args: Any, **days: Any) -> UsagePeriod:
        period = cls._build(model_class, *args, **days)
        period.save()
        return period

    @classmethod
    def _build(cls, model_class: type[UsagePeriod], *args: Any, **days: Any) -> UsagePeriod:
        closed = days.pop("earning_closed_at", None)
        period = model_class.planned(days.pop("program"), days.pop("code"), **days)
        period.earning_closed_at = closed
        return period


class ExtensionFactory(DjangoModelFactory):
    """Needs `granted_by` and `deadline`; goes past the rights, use `grant_extension` to test those."""

    class Meta:
        model = Extension

    period = factory.SubFactory(UsagePeriodFactory)
    partner = None
    reason = "The supplier's invoice came late"
    granted_at = LONG_AGO


class ExpenseKindFactory(DjangoModelFactory):
    class Meta:
        model = ExpenseKind

    code = factory.Sequence(lambda n: f"kind-{n}")
    name = factory.LazyAttribute(lambda one: words(one.code))


class ActivityTypeFactory(DjangoModelFactory):
    class Meta:
        model = ActivityType

    code = factory.Sequence(lambda n: f"activity-{n}")
    category = ActivityCategory.DEMAND_GENERATION


class ActivityTypeVersionFactory(DjangoModelFactory):
    """A draft; add requirements and caps, then `published(version)`."""

    class Meta:
        model = ActivityTypeVersion

    activity_type = factory.SubFactory(ActivityTypeFactory)
    fiscal_year = 2021
    name = factory.LazyAttribute(lambda one: words(one.activity_type.code))
    summary = factory.LazyFunction(lambda: words("A marketing activity"))


class RequirementFactory(DjangoModelFactory):
    class Meta:
        model = Requirement

    version = factory.SubFactory(ActivityTypeVersionFactory)
    key = factory.Sequence(lambda n: f"proof-{n}")
    kind = RequirementKind.EVIDENCE
    accepts_files = True
    label = factory.LazyAttribute(lambda one: words(one.key))


class CapFactory(DjangoModelFactory):
    class Meta:
        model = Cap

    version = factory.SubFactory(ActivityTypeVersionFactory)
    key = factory.Sequence(lambda n: f"cap-{n}")
    kind = CapKind.FIXED
    scope = CapScope.PERIOD
    amount = Decimal(1000)
    currency = "EUR"
    words = factory.LazyFunction(lambda: words("At most so much"))


class ReasonFactory(DjangoModelFactory):
    class Meta:
        model = Reason

    code = factory.Sequence(lambda n: f"reason-{n}")
    kind = ReasonKind.DECISION
    words = factory.LazyAttribute(lambda one: words(one.code))


def published(version: ActivityTypeVersion, at: datetime = LONG_AGO) -> ActivityTypeVersion:
    """The same version, in force."""
    publish_version(version, at=at)
    return version


class ExchangeRateFactory(DjangoModelFactory):
    class Meta:
        model = ExchangeRate

    month = date(2026, 10, 1)
    currency = "USD"
    into = "EUR"
    rate = Decimal("0.9213")
    loaded_at = LONG_AGO
