import pytest

from tests.factories import claims as make
from tests.factories.people import everybody


@pytest.fixture
def people(db):
    return everybody()


@pytest.fixture
def claim(people):
    """Taken by Rita."""
    return make.under_review(people)


@pytest.fixture
def sign_in(client):
    """The browser, as one person after the other."""

    def _sign_in(user):
        client.force_login(user)
        return client

    return _sign_in
