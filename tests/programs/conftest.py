import pytest

from accounts.enums import PartnerRole
from accounts.models import Membership, Partner, User
from programs.enums import VendorRole
from tests.factories.programs import EnrollmentFactory, ProgramFactory, ProgramRoleFactory


@pytest.fixture
def program(db):
    return ProgramFactory(code="FUND")


@pytest.fixture
def other_program(db):
    return ProgramFactory(code="OTHER")


@pytest.fixture
def person(db):
    """Makes a person by name."""
    return lambda name: User.objects.create_user(f"{name}@example.com", name=name)


@pytest.fixture
def nordlicht(db):
    return Partner.objects.create(
        number="N-1", legal_name="Nordlicht", city="Kiel", country="DE", currency="EUR", zone="Europe/Berlin"
    )


@pytest.fixture
def brightwater(db):
    return Partner.objects.create(
        number="B-1",
        legal_name="Brightwater",
        city="Leeds",
        country="GB",
        currency="GBP",
        zone="Europe/London",
    )


@pytest.fixture
def anna(person, nordlicht, program):
    """Incentives admin of an enrolled location."""
    anna = person("anna")
    Membership.objects.create(user=anna, partner=nordlicht, role=PartnerRole.ADMIN)
    EnrollmentFactory(program=program, partner=nordlicht)
    return anna


@pytest.fixture
def paula(person, program):
    """Manager of the program."""
    paula = person("paula")
    ProgramRoleFactory(user=paula, program=program, role=VendorRole.MANAGER)
    return paula
