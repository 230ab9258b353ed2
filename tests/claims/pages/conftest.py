import pytest
from django.test import Client

from claims.actions import drafting
from claims.models import Claim
from tests.factories import claims as make
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
def anna(team, as_person) -> Client:
    return as_person(team.anna)


@pytest.fixture
def ben(team, as_person) -> Client:
    return as_person(team.ben)


@pytest.fixture
def bare(team) -> Claim:
    """A draft in which nothing was done yet."""
    activity = make.activity_type()
    return drafting.create(team.partner, make.current_period(team), activity, "Seminar Kiel", user=team.anna)
