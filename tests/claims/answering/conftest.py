import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.people import People, everybody


@pytest.fixture
def team(db) -> People:
    return everybody()


@pytest.fixture
def as_person():
    """Signs a person in: `as_person(team.rita).get(...)`."""

    def sign_in(user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def at():
    """The address of a claim's page."""
    return lambda name, claim, *more: reverse(name, args=[claim.public_id, *more])


@pytest.fixture
def text():
    """What a page says, in one line of plain spaces."""
    return lambda answer: " ".join(answer.content.decode().replace("\u00a0", " ").split())
