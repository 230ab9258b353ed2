"""What machines ask must be answered whatever else is away."""

import pytest

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_alive_asks_the_database_nothing_even_for_somebody_signed_in(client, django_assert_num_queries):
    client.force_login(UserFactory())
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok"
    assert client.get("/").wsgi_request.user.is_authenticated, "and nobody is signed out by it"
