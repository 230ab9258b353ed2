import pytest

from claims.models import Claim
from tests.factories import claims as make
from tests.factories.people import People, everybody


@pytest.fixture
def people(db) -> People:
    """The same few people in every test."""
    return everybody()


@pytest.fixture
def draft(people) -> Claim:
    """A complete draft with enough in its fund."""
    make.money_for(people)
    return make.draft(people)


@pytest.fixture
def submitted(people) -> Claim:
    return make.submitted(people)


@pytest.fixture
def taken(people) -> Claim:
    return make.under_review(people)


@pytest.fixture
def asked(people) -> Claim:
    return make.asked(people)
