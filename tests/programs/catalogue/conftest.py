import pytest

from programs.enums import RequirementKind
from tests.factories.programs import (
    ActivityTypeVersionFactory,
    CapFactory,
    ExpenseKindFactory,
    RequirementFactory,
    published,
)


def complete(code, fiscal_year=2027, **facts):
    """A draft that can be published: one kind of expense, one core requirement, one slot."""
    version = ActivityTypeVersionFactory(activity_type__code=code, fiscal_year=fiscal_year, **facts)
    version.expense_kinds.add(ExpenseKindFactory())
    RequirementFactory(
        version=version, key="brand", kind=RequirementKind.CORE, accepts_files=False, position=0
    )
    RequirementFactory(version=version, key="photos", position=1)
    return version


@pytest.fixture
def seminar(db):
    """Published from fiscal year 2027 on, with a cap."""
    version = complete("seminar")
    CapFactory(version=version, key="most")
    return published(version)


@pytest.fixture
def mailing(db):
    """Published from fiscal year 2025 on."""
    return published(complete("mailing", 2025))
