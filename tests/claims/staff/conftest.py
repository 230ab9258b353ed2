import pytest

from tests.factories.people import everybody


@pytest.fixture
def people(db):
    return everybody()


@pytest.fixture
def sign_in(client):
    """The browser of one person after the other."""

    def _sign_in(user):
        client.force_login(user)
        return client

    return _sign_in
