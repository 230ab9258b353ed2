import pytest
from django.test import Client

from claims.actions import originals
from claims.models import Claim, OriginalsCall
from tests.factories import claims as make


@pytest.fixture
def decided(people) -> Claim:
    """Decided by Rita, in full."""
    return make.decided(people)


@pytest.fixture
def called(decided, people) -> OriginalsCall:
    """Rita calls for the originals of a decided claim."""
    return originals.call(decided.pk, "The invoice of the print shop, on paper.", user=people.rita)


@pytest.fixture
def as_person():
    """Signs a person in: `as_person(people.rita).get(...)`."""

    def sign_in(user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in
