import pytest

from accounts.enums import PartnerRole
from accounts.recent import note_sign_in
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
def carla(kiel):
    """The other incentives admin of Anna's location."""
    return MembershipFactory(user=UserFactory(name="Carla"), partner=kiel).user


@pytest.fixture
def signed_in(client, anna):
    """A browser in which Anna is signed in."""
    client.force_login(anna)
    return client


@pytest.fixture
def fresh(signed_in, anna, rf):
    """A browser in which Anna signed in just now."""
    request = rf.get("/")
    request.session, request.user = signed_in.session, anna
    note_sign_in(request, "password")
    request.session.save()
    return signed_in
