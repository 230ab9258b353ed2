import pytest

from accounts.enums import PartnerRole
from tests.factories.accounts import MembershipFactory, PartnerFactory, UserFactory


@pytest.fixture
def kiel(db):
    return PartnerFactory(legal_name="Nordlicht", city="Kiel")


@pytest.fixture
def lyon(db):
    return PartnerFactory(legal_name="Nordlicht", city="Lyon")


@pytest.fixture
def anna(kiel):
    """Works for one location, with a password."""
    anna = UserFactory(email="anna@example.com", name="Anna")
    anna.set_password("a long enough secret")
    anna.save()
    MembershipFactory(user=anna, partner=kiel, role=PartnerRole.ADMIN)
    return anna


@pytest.fixture
def signed_in(client, anna):
    """A browser in which Anna is signed in."""
    client.force_login(anna)
    return client
