import pytest

from tests.factories.people import People, everybody
from tests.funds.earnings.sheets import Place, place


@pytest.fixture
def people(db) -> People:
    return everybody()


@pytest.fixture
def here(people) -> Place:
    return place(people)
