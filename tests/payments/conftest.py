import pytest

from tests.factories.people import People, everybody


@pytest.fixture
def people(db) -> People:
    return everybody()
