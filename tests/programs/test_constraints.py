"""What the database refuses of the catalogue's smaller rows."""

import pytest
from django.db import IntegrityError, transaction

from tests.factories.accounts import MembershipFactory
from tests.factories.programs import (
    ActivityTypeFactory,
    MembershipScopeFactory,
    ReasonFactory,
    RequirementFactory,
)

pytestmark = pytest.mark.django_db


def refused(constraint: str):
    return pytest.raises(IntegrityError, match=constraint)


def test_an_activity_has_a_known_category():
    with refused("programs_activity_category_known"), transaction.atomic():
        ActivityTypeFactory(category="FUN")


def test_a_reason_is_of_a_known_kind():
    with refused("programs_reason_kind_known"), transaction.atomic():
        ReasonFactory(kind="MOOD")


def test_a_requirement_has_a_key_of_its_own():
    first = RequirementFactory()
    with refused("programs_requirement_key_once"), transaction.atomic():
        RequirementFactory(version=first.version, key=first.key)
    RequirementFactory(key=first.key)


def test_a_membership_is_limited_to_a_program_once():
    scope = MembershipScopeFactory(membership=MembershipFactory())
    with refused("programs_scope_once"), transaction.atomic():
        MembershipScopeFactory(membership=scope.membership, program=scope.program)
