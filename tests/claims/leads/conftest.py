import pytest
from django.test import Client


@pytest.fixture
def as_person():
    """Signs a person in: `as_person(people.paula).get(...)`."""

    def sign_in(user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in
